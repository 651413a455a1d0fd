import { severities, type Alert, type Severity } from "@huntkit/core";
import { readAlertField } from "../alert-field.js";
import { describeAlert, formatAlertTime } from "../alert-text.js";

/** The alerts of a report. */
export interface AlertReport {
  /** Name of the instance. */
  readonly instance: string;
  readonly alerts: readonly Alert[];
}

/** Returns the severity of an alert; null if it is unknown. */
export function getSeverity({ severity }: Alert): Severity | null {
  return severities.find((each) => each === severity) ?? null;
}

/** Returns what is known about an alert, as pairs of name and value. The values are not escaped. */
export function listAlertFacts(alert: Alert): readonly (readonly [name: string, value: string])[] {
  const { severity, hostname, ip, createdOn, targetGroupName, id } = alert;
  const facts: readonly (readonly [string, string])[] = [
    ["Severity", severity ?? "unknown"],
    ["Host", [hostname, ip].filter(Boolean).join(", ")],
    ["Target group", targetGroupName ?? ""],
    ["Found", formatAlertTime(createdOn)],
    ["Source", describeSource(alert)],
    ["MITRE ATT&CK", listMitreIds(alert).join(", ")],
    ["Path", readAlertField(alert, "path") ?? ""],
    ["SHA-256", readAlertField(alert, "sha256") ?? ""],
    ["Alert ID", id],
  ];
  return facts.filter(([, value]) => value !== "");
}

/** Describes what raised an alert: `Encoded PowerShell (rule)`. Empty if it is unknown. The text is not escaped. */
export function describeSource({ sourceType, sourceName }: Alert): string {
  return sourceName && sourceType ? `${sourceName} (${sourceType})` : (sourceName ?? sourceType ?? "");
}

/** Describes the subject of an alert: what was found, and where. The text is not escaped. */
export function describeFinding(alert: Alert): string {
  return `${describeAlert(alert) || "Alert"} on ${alert.hostname ?? "an unknown host"}`;
}

/** Returns the MITRE ATT&CK technique and tactic of an alert, for example `T1059.001` and `execution`. */
export function listMitreIds(alert: Alert): string[] {
  const technique = alert.mitreId ?? readAlertField(alert, "ruleMitreId");
  return [technique, alert.mitreTactic].filter((id) => typeof id === "string" && id !== "") as string[];
}

/**
 * Returns the kind of an alert: its source and severity, for example `rule.encoded-powershell.high`. Reports
 * group alerts by kind, and the severity is part of it because GitHub has one for each kind.
 */
export function getAlertKind({ sourceType, sourceName, severity }: Alert): string {
  return [sourceType ?? "other", sourceName, severity ?? "unknown"].flatMap(toSlug).join(".");
}

const maxSlugLength = 80;

/** Keeps only letters and digits of any script. */
function toSlug(text: string | null | undefined): string[] {
  const words = text?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? [] : [Array.from(words.join("-")).slice(0, maxSlugLength).join("")];
}
