import type { ModelDefinition } from "../data/definition.js";

/** Checks of machines against a checklist. HUNT's own properties are not public; these are the ones that all findings have. */
export const complianceResultInstance: ModelDefinition = {
  name: "ComplianceResultInstance",
  plural: "complianceresultinstances",
  properties: {
    hostname: { type: "string" },
    ip: { type: "string" },
    hostId: { type: "string" },
    scanId: { type: "string" },
    scannedOn: { type: "date" },
  },
  relations: {
    scan: { type: "belongsTo", model: "Scan", foreignKey: "scanId" },
    items: { type: "hasMany", model: "ComplianceResultItem", foreignKey: "complianceResultId" },
  },
  seed: ({ rows }) =>
    rows("ScanHost")
      .filter(({ failed }) => failed === false)
      .slice(0, 5)
      .map(({ hostname, ip, hostId, scanId, scannedOn }) => ({ hostname, ip, hostId, scanId, scannedOn })),
};
