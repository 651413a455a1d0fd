import type { ModelDefinition } from "../data/definition.js";
import { alertProperties, alertRelations, seedAlerts } from "../seeding/alerts.js";

/** What HUNT found. */
export const alert: ModelDefinition = {
  name: "Alert",
  plural: "Alerts",
  properties: alertProperties,
  relations: {
    ...alertRelations,
    comments: { type: "hasMany", model: "UserComment", foreignKey: "relatedId" },
  },
  seed: (context) => seedAlerts(context, 3000, 0, 90),
};
