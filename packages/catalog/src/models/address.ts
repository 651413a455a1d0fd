import type { Fields, Model, RowOf } from "../model.js";
import { agentId, hostname, id, ip, targetId } from "../shared.js";

const credentialId = {
  type: "string",
  format: "uuid",
  reference: "Credential",
  known: "specification",
} as const;

const fields = {
  id,
  hostname,
  ipstring: ip,
  accessible: { type: "boolean", default: false, description: "Whether HUNT could sign in to the host." },
  agentId: { ...agentId, relation: "agent" },
  targetId: { ...targetId, relation: "target" },
  queryId: {
    type: "string",
    format: "uuid",
    reference: "Query",
    relation: "query",
    description: "ID of the discovery query that found the host.",
  },
  credentialId: {
    ...credentialId,
    relation: "credential",
    description: "ID of the credential that signs in to the host.",
  },
  sshCredentialId: {
    ...credentialId,
    relation: "sshCredential",
    description: "ID of the credential for SSH.",
  },
  lastAccessedOn: { type: "date", past: "host", description: "Time of the last sign-in (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface Address extends RowOf<typeof fields> {}

export const addresses: Model<Address, typeof fields> = {
  name: "Address",
  route: "Addresses",
  description: "A host that discovery found in a target group. HUNT reaches agents of a group through these.",
  known: "vendor",
  fields,
};
