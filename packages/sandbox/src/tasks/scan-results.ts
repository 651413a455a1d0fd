import type { Row } from "../data/definition.js";
import { buildSeedRow } from "../data/instance.js";
import type { Store } from "../data/store.js";
import { knownFiles } from "../models/files.js";
import { findingOn, instanceKinds, scanModelOf, sourcesOf } from "../models/findings.js";
import { machineWith, times } from "../models/seed-values.js";
import { runExtensions, withVersions } from "./extension-runs.js";
import type { Host } from "./hosts.js";
import type { ScanOptions } from "./scan-options.js";
import type { Ending } from "./items.js";

/** A scan that has ended. */
interface Ended {
  /** Its row in scans. */
  readonly scan: Row;
  readonly hosts: readonly Host[];
  readonly options: ScanOptions;
  readonly ending: Ending;
}

/** Where a scan has more hosts than this, each of them gives one finding a kind, so that memory stays small. */
const MANY_HOSTS = 500;

/** Writes what a scan found: its hosts, and for those that answered their findings, alerts and outputs of extensions. */
export function writeResults(store: Store, ended: Ended): void {
  const machines = machineIds(store);
  const sources = sourcesOf(ended.ending);
  const runs = withVersions(store, ended.options.runs, ended.ending);
  const count = ended.hosts.length > MANY_HOSTS ? 1 : 3;
  const first = ended.hosts.find(({ reachable }) => reachable);
  for (const host of ended.hosts) {
    const alerts = host.reachable ? alertsOn(host, host === first, ended) : [];
    const row = scanHost(host, alerts, ended, machines);
    store.table("ScanHost").put(row);
    for (const alert of alerts) store.table("Alert").put(alert);
    if (!host.reachable) continue;
    for (const kind of ended.options.kinds) {
      const table = store.table(scanModelOf(kind));
      for (const finding of times(count, () => findingOn(row, kind, sources)))
        table.put(buildSeedRow(finding, sources.random));
    }
    runExtensions(store, row, runs, ended.ending);
  }
}

/** The hostIds of machines that were scanned before, by what tells machines apart. */
function machineIds(store: Store): Map<unknown, unknown> {
  return new Map(
    Array.from(store.table("ScanHost").inOrderOfInsertion(), ({ agentId, hostname, hostId }) => [
      agentId ?? hostname,
      hostId,
    ]),
  );
}

function scanHost(
  host: Host,
  alerts: readonly Row[],
  { scan, ending }: Ended,
  machines: ReadonlyMap<unknown, unknown>,
): Row {
  const { hostname, ip, agentId, os, reachable } = host;
  return {
    id: ending.random.uuid(),
    hostId: machines.get(agentId ?? hostname) ?? ending.random.uuid(),
    hostname,
    ip,
    scanId: scan.id,
    agentId,
    ...machineWith(os),
    compromised: alerts.some(({ severity }) => severity === "critical"),
    failed: !reachable,
    scannedOn: ending.endedOn,
    completedOn: ending.endedOn,
  };
}

/**
 * Alerts on files that HUNT knows from the newest alerts of the seed. Of each scan, one host has some for `sure`, and
 * the others by chance; a scan that looks for nothing that alerts are about raises none.
 */
function alertsOn(
  { hostname, agentId, targetId, organizationId }: Host,
  sure: boolean,
  { scan, options, ending }: Ended,
): Row[] {
  const { random, endedOn } = ending;
  const types = instanceKinds
    .filter((kind) => options.kinds.includes(kind))
    .flatMap(({ alertType }) => alertType ?? []);
  if (types.length === 0 || (!sure && !random.chance(20))) return [];
  return times(random.integer(1, 3), () => {
    const known = random.pick(knownFiles(ending));
    const where = { hostname, agentId, targetId, organizationId, scanId: scan.id };
    return {
      ...known,
      id: random.uuid(),
      type: random.pick(types),
      ...where,
      archived: false,
      createdOn: endedOn,
    };
  });
}
