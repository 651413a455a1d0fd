import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = { id: { ...id, accepts: "any", known: "assumed" } } as const satisfies Fields;

export interface DashboardDatum extends RowOf<typeof fields> {}

export const dashboardData: Model<DashboardDatum, typeof fields> = {
  name: "DashboardData",
  route: "DashboardData",
  description: "What the console's dashboard shows: a list. Public sources do not show what its items hold.",
  known: "live",
  isReadOnly: true,
  fields,
};
