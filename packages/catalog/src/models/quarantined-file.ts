import type { Fields, Model, RowOf } from "../model.js";
import { agentId, hostname, id, organizationId } from "../shared.js";

const fields = {
  id,
  path: { type: "string", description: "Path of the file before the quarantine." },
  sha1: { type: "string", format: "sha1", known: "assumed", description: "SHA-1 of the file." },
  threatName: {
    type: "string",
    known: "assumed",
    description: "Verdict. Live instances have the malware's name in `threat` instead.",
  },
  hostname: { ...hostname, known: "assumed" },
  agentId: { ...agentId, relation: "agent" },
  organizationId: { ...organizationId, known: "assumed" },
  quarantinedOn: {
    type: "date",
    known: "assumed",
    description: "Time of the quarantine (ISO 8601, UTC). Live instances have `createdOn` instead.",
  },
} as const satisfies Fields;

export interface QuarantinedFile extends RowOf<typeof fields> {}

export const quarantinedFiles: Model<QuarantinedFile, typeof fields> = {
  name: "QuarantinedFile",
  route: "QuarantinedFiles",
  description: "A file in quarantine.",
  known: "live",
  fields,
};
