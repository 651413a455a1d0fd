import type { ModelDefinition, PropertyDefinition, SeedContext, SeedRow } from "../data/definition.js";
import {
  date,
  findingOn,
  type InstanceKind,
  instanceKinds,
  number,
  scanModelOf,
  sourcesOf,
  text,
} from "../seeding/instance-kinds.js";
import { times } from "../seeding/names.js";

const common: Readonly<Record<string, PropertyDefinition>> = {
  hostname: text,
  ip: text,
  hostId: text,
  agentId: text,
  scanId: text,
  threatScore: number,
  scannedOn: date,
};

/** What scans found, one model a kind. */
export const scanInstances: readonly ModelDefinition[] = instanceKinds.map((kind) => {
  const name = scanModelOf(kind);
  return {
    name,
    plural: name.replace("Instance", "Instances"),
    properties: { ...common, ...kind.properties },
    relations: {
      scan: { type: "belongsTo", model: "Scan", foreignKey: "scanId" },
      agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" },
    },
    seed: (context) => seedFindings(context, 25, kind),
  };
});

/** The same by box: views over 7, 30 and 90 days. */
export const boxInstances: readonly ModelDefinition[] = instanceKinds.map((kind) => ({
  name: `Box${kind.kind}Instance`,
  plural: `Box${kind.kind}Instances`,
  properties: { ...common, boxId: text, ...kind.properties },
  relations: { box: { type: "belongsTo", model: "Box", foreignKey: "boxId" } },
  seed: (context) =>
    seedFindings(context, 12, kind).map((row) => ({
      ...row,
      boxId: context.random.pick(context.rows("Box")).id,
    })),
}));

function seedFindings(context: SeedContext, count: number, kind: InstanceKind): SeedRow[] {
  const sources = sourcesOf(context);
  const hosts = context.rows("ScanHost").filter(({ failed }) => failed === false);
  return times(count, () => findingOn(context.random.pick(hosts), kind, sources));
}
