/** The models by name, as they hang off the client: `models.alerts.route` is `Alerts`, `models.alerts.schema` checks a row. */
export * as models from "./list.js";
export type * from "./list.js";
