import type { HuntClient, Rows } from "@huntkit/core";
import { formatCount, formatNumber } from "./wording.js";

/** Summary of the flag `--allow-partial` and of the input `allow-partial`. */
export const allowPartialSummary = "Accept a scan in which some hosts could not be scanned";

/** The hosts of a scan. */
export interface ScanCoverage {
  readonly hosts: number;
  /** Number of hosts that could not be scanned. */
  readonly failedHosts: number;
}

/** Counts the hosts of a scan. Their records are read only if some of them could not be scanned. */
export async function countScannedHosts(
  { scanHosts }: Pick<HuntClient, "scanHosts">,
  scanId: string,
  signal: AbortSignal,
): Promise<ScanCoverage> {
  const unscanned = { scanId, or: [{ failed: true }, { completedOn: null }] };
  if ((await scanHosts.count(unscanned, { signal })) === 0)
    return { hosts: await scanHosts.count({ scanId }, { signal }), failedHosts: 0 };
  const fields = ["hostId", "hostname", "failed", "completedOn"] as const;
  const rows = await scanHosts.list({ where: { scanId }, fields }, { signal }).toArray();
  const states = readHostStates(rows);
  return { hosts: states.size, failedHosts: [...states.values()].filter((isScanned) => !isScanned).length };
}

/**
 * Returns whether each host was scanned. If a host has several records in a scan, the last that has ended counts
 * (vendor).
 */
function readHostStates(rows: readonly Rows.ScanHost[]): Map<string, boolean> {
  const getEnd = ({ completedOn }: Rows.ScanHost) => completedOn ?? "";
  const oldestFirst = rows.toSorted((one, other) => getEnd(one).localeCompare(getEnd(other)));
  return new Map(
    oldestFirst.map((row) => [
      row.hostId ?? row.hostname ?? row.id,
      row.failed !== true && getEnd(row) !== "",
    ]),
  );
}

/**
 * Describes why a scan without alerts does not show that there is nothing to find. A gate must not pass on hosts
 * that were not scanned.
 *
 * @param allowPartial accepts a scan of some of the hosts
 * @returns a sentence without a period; undefined if all hosts were scanned, or enough of them
 */
export function findCoverageGap(
  { hosts, failedHosts }: ScanCoverage,
  allowPartial: boolean,
): string | undefined {
  if (hosts === 0) return "The scan has no hosts";
  if (failedHosts === hosts)
    return hosts === 1
      ? "The host could not be scanned"
      : `None of the ${formatCount(hosts, "host")} could be scanned`;
  if (failedHosts === 0 || allowPartial) return undefined;
  return `${formatNumber(failedHosts)} of ${formatCount(hosts, "host")} could not be scanned`;
}
