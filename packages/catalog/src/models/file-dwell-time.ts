import type { Fields, Model, RowOf } from "../model.js";
import { fileRepId, id } from "../shared.js";

const fields = {
  id,
  fileRepId,
} as const satisfies Fields;

export interface FileDwellTime extends RowOf<typeof fields> {}

export const fileDwellTimes: Model<FileDwellTime, typeof fields> = {
  name: "FileDwellTime",
  route: "fileDwellTimes",
  description:
    "Time for which a file was on hosts before it was detected. Public sources show only these fields.",
  known: "vendor",
  fields,
};
