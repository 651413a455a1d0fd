import type { ModelDefinition } from "../data/definition.js";

/** Target groups: the machines that are scanned together. One that is deleted goes to TargetsArchive, under the same id (vendor). */
export const target: ModelDefinition = {
  name: "Target",
  plural: "Targets",
  properties: {
    name: { type: "string", required: true },
    controllerGroupId: { type: "string" },
    organizationId: { type: "string" },
    locationId: { type: "string" },
    lastScannedOn: { type: "date" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: {
    controllerGroup: { type: "belongsTo", model: "ControllerGroup", foreignKey: "controllerGroupId" },
    organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" },
    location: { type: "belongsTo", model: "Location", foreignKey: "locationId" },
    agents: { type: "hasMany", model: "Agent", foreignKey: "targetId" },
    addresses: { type: "hasMany", model: "Address", foreignKey: "targetId" },
    queries: { type: "hasMany", model: "Query", foreignKey: "targetId" },
    scans: { type: "hasMany", model: "Scan", foreignKey: "targetId" },
  },
  beforeDelete: (row, store) =>
    store.table("TargetArchive").put({ ...row, archivedOn: new Date(store.clock.now()).toISOString() }),
  seed: ({ random, rows, daysAgo }) =>
    rows("Location").flatMap(({ id, name, organizationId }, index) =>
      ["workstations", "servers"].map((kind) => ({
        name: `${String(name)} ${kind}`,
        controllerGroupId: rows("ControllerGroup")[index % 2]?.id,
        organizationId,
        locationId: id,
        lastScannedOn: daysAgo(random.integer(0, 20)),
        createdOn: daysAgo(700 - index * 10),
      })),
    ),
};
