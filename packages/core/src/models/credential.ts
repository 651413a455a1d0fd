import * as z from "zod/mini";
import { boolean, id, openEnum, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** An account that discovery and scans sign in with. HUNT never returns its password. */
export const Credential = z.looseObject({
  id,
  name: text,
  username: text,
  login: openEnum<"windowsLocal" | "windowsDomain" | "aws" | "ssh" | "login" | "linuxSudo">(),
  /** Whether the customer brought the key that the password is locked with. */
  byok: boolean,
  createdOn: time,
});
export type Credential = z.infer<typeof Credential>;

export const credentials = defineModel("credentials", Credential);
