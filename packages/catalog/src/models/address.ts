import type { Fields, Model, RowOf } from "../model.js";
import { agentId, createdOn, hostname, id, ip, targetId } from "../shared.js";

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
    only: "sandbox",
    description: "ID of the discovery query that found the host.",
  },
  lastAccessedOn: { type: "date", description: "Time of the last sign-in (ISO 8601, UTC)." },
  createdOn: { ...createdOn, known: "assumed" },
} as const satisfies Fields;

export interface Address extends RowOf<typeof fields> {}

export const addresses: Model<Address, typeof fields> = {
  name: "Address",
  route: "Addresses",
  description: "A host that discovery found in a target group.",
  known: "vendor",
  fields,
};
