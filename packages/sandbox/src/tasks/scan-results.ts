import type { Row } from "../data/definition.js";
import { buildSeedRow } from "../data/instance.js";
import type { Store } from "../data/store.js";
import { createAlert, pickFile, pickSeverity } from "../models/alerts.js";
import { findingOn, instanceKinds, getScanModel, createSources } from "../models/findings.js";
import { createHostId } from "../models/scans.js";
import { machineWith, times } from "../models/seed-values.js";
import { runExtensions, withVersions } from "./extension-runs.js";
import type { Host } from "./hosts.js";
import type { ScanOptions } from "./scan-options.js";
import type { Ending } from "./items.js";

/** A finished scan. */
interface Ended {
  /** The row of the scan. */
  readonly scan: Row;
  readonly hosts: readonly Host[];
  readonly options: ScanOptions;
  readonly ending: Ending;
}

/** A scan of more hosts than this has one finding of each kind per host. This limits memory. */
const MANY_HOSTS = 500;

/** Returns the number of findings of each kind per reachable host. */
export function countPerHost(hosts: number): number {
  return hosts > MANY_HOSTS ? 1 : 3;
}

/**
 * Writes the results of a scan: its hosts, and the findings, alerts, and outputs of extensions of reachable
 * hosts.
 */
export function writeResults(store: Store, ended: Ended): { compromised: number } {
  const sources = createSources(ended.ending);
  const runs = withVersions(ended.options.runs, ended.ending);
  const count = countPerHost(ended.hosts.length);
  const first = ended.hosts.find(({ reachable }) => reachable);
  let compromised = 0;
  for (const host of ended.hosts) {
    const found = createScanHost(host, ended);
    const alerts = host.reachable ? alertsOn(store, host, found, host === first, ended) : [];
    const row = { ...found, compromised: alerts.some(({ severity }) => severity === "critical") };
    compromised += Number(row.compromised);
    store.table("ScanHost").put(row);
    for (const alert of alerts) store.table("Alert").put(alert);
    if (!host.reachable) continue;
    for (const kind of ended.options.kinds) {
      const table = store.table(getScanModel(kind));
      for (const finding of times(count, () => findingOn(row, kind, sources)))
        table.put(buildSeedRow(finding, sources.random));
    }
    runExtensions(store, row, runs, ended.ending);
  }
  return { compromised };
}

function createScanHost({ hostname, ip, agentId, os, reachable }: Host, { scan, ending }: Ended): Row {
  return {
    id: ending.random.uuid(),
    scanId: scan.id,
    hostId: createHostId(ending.seed, agentId ?? hostname),
    agentId,
    hostname,
    ip,
    name: hostname,
    ...machineWith(os),
    completedOn: ending.endedOn,
    failed: !reachable,
    compromised: false,
  };
}

/**
 * Returns the alerts on a host. One host of each scan has alerts for `sure`, and the others at random. If the
 * scan does not look for anything that alerts are about, there are none.
 */
function alertsOn(
  store: Store,
  { agentId, targetId }: Host,
  host: Row,
  sure: boolean,
  { options, ending }: Ended,
): Row[] {
  const { random, endedOn } = ending;
  const types = instanceKinds
    .filter((kind) => options.kinds.includes(kind))
    .flatMap(({ alertType }) => alertType ?? []);
  if (types.length === 0 || (!sure && !random.chance(20))) return [];
  const agent = agentId === null ? undefined : store.table("Agent").get(agentId);
  const group =
    ending.rows("Target").find(({ id }) => id === targetId) ?? store.table("Target").get(String(targetId));
  return times(random.integer(1, 3), () => {
    const severity = pickSeverity(ending);
    const file = pickFile(ending, severity);
    const type = random.pick(types);
    const alert = createAlert({ file, severity, type, host, agent, group, createdOn: endedOn }, ending);
    return { ...alert, archived: false };
  });
}
