import type { ModelDefinition } from "../data/definition.js";

/** The customers of an instance. */
export const organization: ModelDefinition = {
  name: "Organization",
  plural: "Organizations",
  properties: {
    name: { type: "string", required: true },
    description: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: {
    locations: { type: "hasMany", model: "Location", foreignKey: "organizationId" },
    targets: { type: "hasMany", model: "Target", foreignKey: "organizationId" },
  },
  writers: ["admin"],
  seed: ({ daysAgo }) =>
    [
      "Northwind Harbour",
      "Meridian Clinics",
      "Alder & Finch Legal",
      "Copperfield Schools",
      "Lakeside Foods",
    ].map((name, index) => ({
      name,
      description: `Customer since ${new Date(daysAgo(900 - index * 90)).getUTCFullYear()}`,
      createdOn: daysAgo(900 - index * 90),
    })),
};
