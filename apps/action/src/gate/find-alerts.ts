import type { Alert, HuntClient, Severity, Where } from "@huntkit/core";
import { normalizeWhere, reachesAlertArchive, toIso } from "@huntkit/core/internal";
import { listSeveritiesFrom, resolvePastTime, type PastTime } from "@huntkit/toolkit";
import type { Inputs } from "../inputs/inputs.js";
import { findScope, requireHost, toCondition } from "./scope.js";

/** The alerts that fail the step. */
export interface Gate {
  /** The worst first. */
  severities: Severity[];
  since: PastTime;
  /** ID or name. */
  targetGroup: string | undefined;
  hostname: string | undefined;
  /** The input `scan`. If it is set, only the alerts of that scan count. */
  scan: string | undefined;
  /** Whether the gate may pass if some hosts could not be scanned. */
  allowPartial: boolean;
  /** Maximum number of alerts to read. */
  maxListed: number;
}

/** Converts the inputs of the gate, which `fail-on-severity` enables. */
export function toGate(inputs: Inputs): Gate {
  const { failOnSeverity, since, targetGroup, hostname, scan, allowPartial, sarifFile, junitFile } = inputs;
  const severities = failOnSeverity === undefined ? [] : listSeveritiesFrom(failOnSeverity);
  const maxListed = sarifFile === undefined && junitFile === undefined ? maxShown : maxReported;
  return { severities, since, targetGroup, hostname, scan, allowPartial, maxListed };
}

/** The alerts that match a gate. */
export interface FoundAlerts {
  /** Number of alerts by severity, the worst first, zeros included. */
  counts: Partial<Record<Severity, number>>;
  total: number;
  /** The worst ones, newest first, at most `maxListed`. */
  alerts: Alert[];
  /** Start of the period (ISO 8601); null for the alerts of a scan. */
  since: string | null;
}

/** Maximum number of alerts in the job summary and in a comment. */
const maxShown = 100;

/**
 * Maximum number of alerts in a file. GitHub shows at most this number of results (GitHub Docs, "SARIF support for
 * code scanning").
 */
const maxReported = 5_000;

/**
 * Finds alerts that are new and not archived.
 *
 * @param now milliseconds since 1970
 * @throws {HuntInputError} if the target group or the host does not exist, several groups have the name, or
 *   the host is not in the group
 */
export async function findAlerts(
  hunt: HuntClient,
  gate: Gate,
  now: number,
  signal: AbortSignal,
): Promise<FoundAlerts> {
  const from = resolvePastTime(gate.since, now);
  const scope = await findScope(hunt, gate, signal);
  const common = { archived: false, createdOn: { gte: toIso(from) }, ...toCondition(scope) };
  const archive = reachesAlertArchive(normalizeWhere(common), now);
  const found = await countAndList(hunt, common, gate, { archive, signal });
  if (found.total === 0) await requireHost(hunt, scope, signal);
  return { ...found, since: toIso(from) };
}

/** Finds the alerts of a scan, as `hunt scan --fail-on` does. */
export async function findScanAlerts(
  hunt: HuntClient,
  gate: Gate,
  scanId: string,
  signal: AbortSignal,
): Promise<FoundAlerts> {
  return { ...(await countAndList(hunt, { scanId }, gate, { archive: false, signal })), since: null };
}

/** Counts and lists alerts by severity, with requests for each, because LoopBack compares severities as strings. */
async function countAndList(
  { alerts }: HuntClient,
  common: Where<Alert>,
  { severities, maxListed }: Gate,
  options: { archive: boolean; signal: AbortSignal },
): Promise<Omit<FoundAlerts, "since">> {
  const found: Omit<FoundAlerts, "since"> = { counts: {}, total: 0, alerts: [] };
  for (const severity of severities) {
    const where: Where<Alert> = { ...common, severity };
    const count = await alerts.count(where, options);
    found.counts[severity] = count;
    found.total += count;
    const room = maxListed - found.alerts.length;
    if (count === 0 || room === 0) continue;
    const newest = alerts.list({ where, order: "createdOn DESC", limit: room }, options);
    found.alerts.push(...(await newest.toArray()));
  }
  return found;
}
