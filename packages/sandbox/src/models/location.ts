import type { ModelDefinition } from "../data/definition.js";

const cities = [
  "Rotterdam",
  "Leipzig",
  "Cork",
  "Lyon",
  "Porto",
  "Gdansk",
  "Turku",
  "Aarhus",
  "Graz",
  "Utrecht",
];

/** The sites of an organization. */
export const location: ModelDefinition = {
  name: "Location",
  plural: "Locations",
  properties: {
    name: { type: "string", required: true },
    organizationId: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: {
    organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" },
    agents: { type: "hasMany", model: "Agent", foreignKey: "locationId" },
  },
  writers: ["admin"],
  seed: ({ rows, daysAgo }) =>
    cities.map((name, index) => ({
      name,
      organizationId: rows("Organization")[index % rows("Organization").length]?.id,
      createdOn: daysAgo(800 - index * 20),
    })),
};
