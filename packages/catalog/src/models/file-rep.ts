import type { Fields, Model, RowOf } from "../model.js";
import { flagId, verdict } from "../shared.js";

const fields = {
  id: { type: "string", format: "sha1", known: "vendor", description: "SHA-1 of the file." },
  avResults: {
    type: "object",
    known: "vendor",
    description: "Results of antivirus engines: `results`, an object with an entry for each engine.",
    fields: {
      results: {
        type: "object",
        description: "An object `{av, name, source, detected}` for each engine, by its name.",
      },
    },
  },
  md5: { type: "string", format: "md5", description: "MD5 of the file." },
  sha256: { type: "string", format: "sha256", description: "SHA-256 of the file." },
  size: { type: "number", asText: true, description: "Size of the file in bytes." },
  threatName: verdict.threatName,
  threatScore: verdict.threatScore,
  avPositives: verdict.avPositives,
  avTotal: verdict.avTotal,
  synapse: verdict.synapse,
  flagId,
} as const satisfies Fields;

export interface FileRep extends RowOf<typeof fields> {}

export const fileReps: Model<FileRep, typeof fields> = {
  name: "FileRep",
  route: "FileReps",
  description: "The reputation of a file. The ID is the file's SHA-1.",
  known: "vendor",
  fieldsKnown: "assumed",
  fields,
};
