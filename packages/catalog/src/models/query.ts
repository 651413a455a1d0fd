import type { Fields, Model, RowOf } from "../model.js";
import { id, targetId } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the query." },
  value: {
    type: "string",
    format: "network",
    required: true,
    writable: true,
    description:
      "Where to look for hosts, for example `10.0.0.0/16`: an IP range, a host name, or an LDAP or AWS query.",
  },
  targetId: { ...targetId, writable: true },
  credentialId: {
    type: "string",
    format: "uuid",
    reference: "Credential",
    relation: "credential",
    writable: true,
    description: "ID of the credential to sign in with.",
  },
  sshCredentialId: {
    type: "string",
    format: "uuid",
    reference: "Credential",
    relation: "sshCredential",
    writable: true,
    description: "ID of the credential for SSH.",
  },
} as const satisfies Fields;

export interface Query extends RowOf<typeof fields> {}

export const queries: Model<Query, typeof fields> = {
  name: "Query",
  route: "queries",
  description: "A discovery query: where a target group looks for hosts, and the credentials that it uses.",
  known: "vendor",
  parent: "targetId",
  fields,
};
