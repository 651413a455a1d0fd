import type { ModelDefinition } from "../data/definition.js";

/** Where HUNT reports alerts to. Only admins see them. */
export const webhook: ModelDefinition = {
  name: "Webhook",
  plural: "Webhooks",
  properties: {
    name: { type: "string", required: true },
    url: { type: "string", required: true },
    enabled: { type: "boolean", default: true },
    organizationId: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  readers: ["admin"],
  writers: ["admin"],
  seed: ({ rows, daysAgo }) =>
    ["Ticket system", "Chat of the night shift", "Archive", "Mail gateway", "Old receiver"].map(
      (name, index) => ({
        name,
        url: `https://hooks.example.com/${name.toLowerCase().replaceAll(" ", "-")}`,
        enabled: index !== 4,
        organizationId: rows("Organization")[index]?.id,
        createdOn: daysAgo(150 - index * 3),
      }),
    ),
};
