import type { Fields, Model, RowOf } from "../model.js";
import { verdict } from "../shared.js";

const fields = {
  id: { type: "string", format: "sha1", known: "vendor", description: "SHA-1 of the file." },
  name: { type: "string", description: "File name." },
  sha256: { type: "string", format: "sha256", description: "SHA-256 of the file." },
  md5: { type: "string", format: "md5", description: "MD5 of the file." },
  threatName: verdict.threatName,
  threatScore: { type: "number", description: "Threat score." },
  avPositives: verdict.avPositives,
  avTotal: verdict.avTotal,
  flagId: {
    type: "string",
    format: "uuid",
    reference: "Flag",
    relation: "flag",
    description: "ID of the flag on the file.",
  },
  firstSeenOn: { type: "date", description: "Time of the first sighting (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface FileRep extends RowOf<typeof fields> {}

export const fileReps: Model<FileRep, typeof fields> = {
  name: "FileRep",
  route: "FileReps",
  description: "The reputation of a file. The ID is the file's SHA-1.",
  known: "assumed",
  fields,
  hasMany: { comments: { model: "UserComment", foreignKey: "relatedId" } },
};
