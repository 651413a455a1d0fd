import type { Severity } from "@huntkit/core";
import { findCoverageGap } from "@huntkit/toolkit";
import { CommandError, type ExitCode } from "../../program/errors.js";
import { countAlertsFrom, type ScanReport } from "./scan-report.js";

/**
 * Decides whether a pipeline may continue after a scan.
 *
 * @param severity value of `--fail-on`
 * @returns 3 if there are alerts of this severity or a higher one, otherwise 0
 * @throws {CommandError} `CLI_SCAN_PARTIAL` without such alerts if hosts could not be scanned
 */
export function applyGate(report: ScanReport, severity: Severity, allowPartial: boolean): ExitCode {
  if (countAlertsFrom(report, severity) > 0) return 3;
  const { hosts, failedHosts, taskId } = report;
  const gap =
    hosts === null || failedHosts === null
      ? "HUNT returned no results for this scan"
      : findCoverageGap({ hosts, failedHosts }, allowPartial);
  if (gap === undefined) return 0;
  const isAcceptable = hosts !== null && failedHosts !== null && hosts > failedHosts;
  const advice = isAcceptable
    ? "To accept this, add --allow-partial."
    : `For details, run: hunt task get ${taskId ?? ""}`.trimEnd();
  throw new CommandError(`${gap}, so --fail-on cannot pass.`, advice, 4, "CLI_SCAN_PARTIAL");
}
