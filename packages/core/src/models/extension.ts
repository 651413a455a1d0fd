import * as z from "zod/mini";
import { boolean, id, openEnum, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A Lua script that collects or responds on agents. */
export const Extension = z.looseObject({
  id,
  name: text,
  type: openEnum<"collection" | "response">(),
  /** The script, with a YAML header between `--[=[` and `]=]`. */
  body: text,
  /** Holds the GUID that tells versions of one script from other scripts. */
  description: text,
  guid: text,
  active: boolean,
  createdBy: reference,
  createdOn: time,
  updatedOn: time,
});
export type Extension = z.infer<typeof Extension>;

export const extensions = defineModel("extensions", Extension);
