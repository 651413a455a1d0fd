import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the credential." },
  username: {
    type: "string",
    writable: true,
    description: "User name to sign in with, for example `ACME\\svc-hunt`.",
  },
  password: {
    type: "string",
    hidden: true,
    writable: true,
    description: "Password. HUNT stores it and never returns it.",
  },
  login: {
    type: "string",
    writable: true,
    default: "windowsLocal",
    values: ["windowsLocal", "windowsDomain", "aws", "ssh", "login", "linuxSudo"],
    hasAllValues: true,
    description: "Systems that the credential signs in to.",
  },
  byok: {
    type: "boolean",
    known: "live",
    writable: true,
    default: false,
    description: "Whether the password is encrypted with a key of the customer.",
  },
  deleted: { type: "boolean", default: false, description: "Whether the credential is deleted." },
} as const satisfies Fields;

export interface Credential extends RowOf<typeof fields> {}

export const credentials: Model<Credential, typeof fields> = {
  name: "Credential",
  route: "credentials",
  description: "An account that discovery and scans sign in with. HUNT never returns its password.",
  known: "vendor",
  fields,
};
