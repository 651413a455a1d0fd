import type { Fields, Model, RowOf } from "../model.js";
import { agentId, fileRepId, hostname, id } from "../shared.js";

const fields = {
  id,
  fileRepId: { ...fileRepId, relation: "fileRep", known: "vendor" },
  hostname,
  agentId,
  dwellTime: { type: "number", accepts: "any", description: "Time on hosts before it was noticed, in days." },
  firstSeenOn: { type: "date", description: "Time of the first sighting (ISO 8601, UTC)." },
  lastSeenOn: { type: "date", description: "Time of the last sighting (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface FileDwellTime extends RowOf<typeof fields> {}

export const fileDwellTimes: Model<FileDwellTime, typeof fields> = {
  name: "FileDwellTime",
  route: "fileDwellTimes",
  description: "How long a file was on hosts before it was noticed.",
  known: "assumed",
  fields,
};
