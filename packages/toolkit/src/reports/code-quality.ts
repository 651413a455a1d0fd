import type { Severity } from "@huntkit/core";
import { escapeToSingleLine, terminalText, toSafeJson, type TerminalText } from "@huntkit/core/escape";
import { describeFinding, getAlertKind, getSeverity, type AlertReport } from "./alert-facts.js";

const ratings: Record<Severity, "blocker" | "critical" | "major" | "minor"> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
};

/**
 * Formats alerts as a Code Quality report of GitLab (GitLab docs, "Code Quality report format").
 *
 * @param location path of the file that findings refer to (see `toRepositoryPath`)
 */
export function formatCodeQuality({ instance, alerts }: AlertReport, location: string): TerminalText {
  const issues = alerts.map((alert) => {
    const severity = getSeverity(alert);
    return {
      description: escapeToSingleLine(`${describeFinding(alert)} (${instance})`),
      check_name: getAlertKind(alert),
      fingerprint: escapeToSingleLine(alert.id),
      severity: severity === null ? "info" : ratings[severity],
      location: { path: location, lines: { begin: 1 } },
    };
  });
  return terminalText`${toSafeJson(issues, 2)}\n`;
}
