import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

/** What one run of an extension on one machine gave. `output` holds the lines that the script logged. */
export const scanExtensionDetail: ModelDefinition = {
  name: "ScanExtensionDetail",
  plural: "ScanExtensionDetails",
  properties: {
    name: { type: "string" },
    extensionId: { type: "string" },
    extensionVersionId: { type: "string" },
    scanId: { type: "string" },
    hostScanId: { type: "string" },
    hostId: { type: "string" },
    hostname: { type: "string" },
    ip: { type: "string" },
    success: { type: "boolean" },
    threatStatus: { type: "string" },
    output: { type: "array" },
    startedOn: { type: "date" },
    endedOn: { type: "date" },
    scannedOn: { type: "date" },
  },
  relations: {
    extension: { type: "belongsTo", model: "Extension", foreignKey: "extensionId" },
    scan: { type: "belongsTo", model: "Scan", foreignKey: "scanId" },
    hostScan: { type: "belongsTo", model: "ScanHost", foreignKey: "hostScanId" },
  },
  seed: ({ random, rows }) => {
    const versions = rows("Extension").map(({ id, name }) => ({
      name,
      extensionId: id,
      extensionVersionId: random.uuid(),
    }));
    const hosts = rows("ScanHost").filter(({ failed }) => failed === false);
    return times(25, () => {
      const version = random.pick(versions);
      const { id, scanId, hostId, hostname, ip, scannedOn } = random.pick(hosts);
      const success = random.chance(95);
      return {
        ...version,
        scanId,
        hostScanId: id,
        hostId,
        hostname,
        ip,
        success,
        threatStatus: success
          ? random.pick(["Good", "Good", "Low Risk", "Unknown", "Suspicious", "Bad"])
          : "Unknown",
        output: [
          `${String(version.name)} started`,
          success ? `${String(version.name)} has run` : "The script ended with an error",
        ],
        startedOn: scannedOn,
        endedOn: new Date(Date.parse(String(scannedOn)) + random.integer(1, 90) * 1000).toISOString(),
        scannedOn,
      };
    });
  },
};
