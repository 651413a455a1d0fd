import { huntkitVersion, type Alert, type Severity } from "@huntkit/core";
import { escapeToSingleLine, terminalText, toSafeJson, type TerminalText } from "@huntkit/core/escape";
import {
  describeFinding,
  describeSource,
  getAlertKind,
  getSeverity,
  listAlertFacts,
  listMitreIds,
  type AlertReport,
} from "./alert-facts.js";

const levels: Record<Severity, "error" | "warning" | "note"> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** Scores in the middle of the ranges of GitHub's severities (GitHub Docs, "SARIF support for code scanning"). */
const securitySeverities: Record<Severity, string> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/** The docs page about reports of alerts. */
const reportGuideUrl = "https://github.com/huntkit/huntkit/blob/main/docs/guides/show-alerts.md";

/** GitHub ignores further tags of a rule (GitHub Docs, "SARIF support for code scanning"). */
const maxTags = 10;

/**
 * Formats alerts as SARIF 2.1.0, for GitHub code scanning. Each alert keeps its fingerprint, so it is the same
 * finding in each run, and is closed when it is no longer reported.
 *
 * @param location path of the file that findings refer to (see `toRepositoryPath`)
 */
export function formatSarif({ instance, alerts }: AlertReport, location: string): TerminalText {
  const kinds = groupByKind(alerts);
  const ruleIndexes = new Map([...kinds.keys()].map((kind, index) => [kind, index]));
  const uri = location.split("/").map(encodeURIComponent).join("/");
  const driver = {
    name: "HUNT",
    fullName: "HUNT alerts, reported by huntkit",
    semanticVersion: huntkitVersion,
    informationUri: "https://github.com/huntkit/huntkit",
    rules: [...kinds].map(([kind, group]) => toRule(kind, group)),
  };
  const results = alerts.map((alert) => {
    const kind = getAlertKind(alert);
    return { ruleId: kind, ruleIndex: ruleIndexes.get(kind), ...toResult(alert, instance, uri) };
  });
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return terminalText`${toSafeJson(log, 2)}\n`;
}

type Group = [Alert, ...Alert[]];

function groupByKind(alerts: readonly Alert[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const alert of alerts) {
    const kind = getAlertKind(alert);
    const group = groups.get(kind);
    if (group) group.push(alert);
    else groups.set(kind, [alert]);
  }
  return groups;
}

function toRule(id: string, alerts: Group): object {
  const [first] = alerts;
  const severity = getSeverity(first);
  const source = escape(describeSource(first) || "unknown");
  return {
    id,
    shortDescription: { text: `HUNT alert: ${source}` },
    fullDescription: { text: `HUNT raised an alert. Source: ${source}.` },
    helpUri: reportGuideUrl,
    help: {
      text: `HUNT raised an alert on a host. Source: ${source}. Look at it in HUNT, and archive it there to close it here.`,
    },
    defaultConfiguration: { level: getLevel(severity) },
    properties: {
      ...(severity !== null && { "security-severity": securitySeverities[severity] }),
      tags: ["security", ...new Set(alerts.flatMap(listTags))].slice(0, maxTags),
    },
  };
}

function toResult(alert: Alert, instance: string, uri: string): object {
  const tags = listTags(alert);
  const facts = listAlertFacts(alert).map(([name, value]) => `${name}: ${escape(value)}`);
  return {
    level: getLevel(getSeverity(alert)),
    // GitHub shows only the first sentence in some places.
    message: {
      text: `${escape(describeFinding(alert))}.\n${[...facts, `Instance: ${escape(instance)}`].join("\n")}`,
    },
    // Without a region, the alert is about the whole file, and the upload does not compute another fingerprint.
    locations: [{ physicalLocation: { artifactLocation: { uri } } }],
    // GitHub uses only this one (GitHub Docs, "SARIF support for code scanning").
    partialFingerprints: { primaryLocationLineHash: escape(alert.id) },
    ...(tags.length > 0 && { properties: { tags } }),
  };
}

function getLevel(severity: Severity | null): string {
  return severity === null ? "warning" : levels[severity];
}

function listTags(alert: Alert): string[] {
  return listMitreIds(alert).map((id) => `mitre-attack/${escape(id)}`);
}

/**
 * Escapes untrusted text for a message: `[text](target)` would be a link, and `{0}` a placeholder (SARIF 2.1.0,
 * sections 3.11.5 and 3.11.6).
 */
function escape(text: string): string {
  return escapeToSingleLine(text)
    .replaceAll("](", "] (")
    .replace(/\{(?=\d+\})/g, "{ ");
}
