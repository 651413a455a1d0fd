import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = { id: { ...id, accepts: "any", known: "assumed" } } as const satisfies Fields;

export interface DashboardDatum extends RowOf<typeof fields> {}

export const dashboardData: Model<DashboardDatum, typeof fields> = {
  name: "DashboardData",
  route: "DashboardData",
  description: "Data of the console's dashboard: a list. Public sources do not show the fields of its items.",
  known: "live",
  isReadOnly: true,
  fields,
};
