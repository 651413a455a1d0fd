import * as z from "zod/mini";
import { id, openEnum, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A value that all extensions can read. */
export const ExtensionGlobalVariable = z.looseObject({
  id,
  name: text,
  type: openEnum<"string" | "number" | "boolean" | "secret">(),
  value: z.nullish(z.union([z.string(), z.number(), z.boolean()])),
  createdOn: time,
});
export type ExtensionGlobalVariable = z.infer<typeof ExtensionGlobalVariable>;

export const extensionVariables = defineModel("ExtensionGlobalVariables", ExtensionGlobalVariable);
