import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Alert } from "@huntkit/core";
import { formatSarif } from "../../src/reports/sarif.js";
import { createAlert } from "./sample-alert.js";

interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly properties: { readonly "security-severity"?: string; readonly tags: readonly string[] };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: object }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly properties?: { readonly tags: readonly string[] };
}

interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
  readonly results: readonly Result[];
}

const schema = JSON.parse(
  readFileSync(new URL("schemas/sarif-2.1.0.json", import.meta.url), "utf8"),
) as object;
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

/** Formats alerts, asserts that the report matches the schema, and returns its run. */
function format(alerts: readonly Alert[], location = ".github/workflows/deploy.yml"): Run {
  const log = JSON.parse(formatSarif({ instance: "acme", alerts }, location)) as { runs: [Run] };
  expect(validate(log) ? [] : validate.errors).toEqual([]);
  return log.runs[0];
}

describe("formatSarif", () => {
  it("matches the published schema of SARIF 2.1.0 without alerts", () => {
    const { tool, results } = format([]);

    expect(tool.driver.name).toBe("HUNT");
    expect(results).toEqual([]);
  });

  it("writes what was found, where, and further properties of the alert in the message", () => {
    expect(format([createAlert()]).results[0]!.message.text).toBe(
      [
        "updater.exe: Tool fetched with certutil on WS-GRA-1464.",
        "Severity: high",
        "Host: WS-GRA-1464, 10.5.245.227",
        "Target group: Graz servers",
        "Found: 2026-01-30 12:10 UTC",
        "Source: Encoded PowerShell (rule)",
        "MITRE ATT&CK: T1105, command-and-control",
        "Path: C:\\ProgramData\\updater.exe",
        "Alert ID: 8acc9458-1bfe-4902-956a-7c12b1df4436",
        "Instance: acme",
      ].join("\n"),
    );
  });

  it.each([
    ["critical", "error", "9.5"],
    ["high", "error", "8.0"],
    ["medium", "warning", "5.5"],
    ["low", "note", "2.0"],
    ["new-in-hunt", "warning", undefined],
  ])("converts the severity %s to the level %s and the score %s", (severity, level, score) => {
    const { tool, results } = format([createAlert({ severity })]);

    expect(results[0]!.level).toBe(level);
    expect(tool.driver.rules[0]!.properties["security-severity"]).toBe(score);
  });

  it("uses the same rule for alerts with the same source and severity, and another one otherwise", () => {
    const alerts = [createAlert(), createAlert({ id: "2", severity: "low" }), createAlert({ id: "3" })];

    const { tool, results } = format(alerts);

    const ids = ["rule.encoded-powershell.high", "rule.encoded-powershell.low"];
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(ids);
    expect(results.map(({ ruleId }) => ruleId)).toEqual([ids[0], ids[1], ids[0]]);
    expect(results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 1, 0]);
  });

  it("names the source in the rule, also if HUNT returns only its type", () => {
    const alerts = [createAlert(), createAlert({ sourceType: "reputation", sourceName: null })];

    const titles = format(alerts).tool.driver.rules.map(({ shortDescription }) => shortDescription.text);

    expect(titles).toEqual(["HUNT alert: Encoded PowerShell (rule)", "HUNT alert: reputation"]);
  });

  it("adds the techniques and tactics of MITRE ATT&CK as tags", () => {
    const alerts = [createAlert(), createAlert({ id: "2", mitreId: "T1055", mitreTactic: null })];

    const { tool, results } = format(alerts);

    const tags = ["mitre-attack/T1105", "mitre-attack/command-and-control"];
    expect(tool.driver.rules[0]!.properties.tags).toEqual(["security", ...tags, "mitre-attack/T1055"]);
    expect(results.map(({ properties }) => properties?.tags)).toEqual([tags, ["mitre-attack/T1055"]]);
  });

  it("adds no tags to a result without a technique", () => {
    const [result] = format([createAlert({ mitreId: null, mitreTactic: null })]).results;

    expect(result!.properties).toBeUndefined();
  });

  it("adds at most ten tags to a rule", () => {
    const alerts = Array.from({ length: 20 }, (_, index) => createAlert({ mitreId: `T10${index}` }));

    expect(format(alerts).tool.driver.rules[0]!.properties.tags).toHaveLength(10);
  });

  it("uses the ID of the alert as the fingerprint, which does not depend on the other alerts", () => {
    const [first, second] = [createAlert(), createAlert({ id: "2" })];
    const read = (alerts: readonly Alert[]) =>
      format(alerts).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);

    expect(read([first, second])).toEqual([first.id, "2"]);
    expect(read([second, first])).toEqual(["2", first.id]);
  });

  it("refers to the whole file, because GitHub's upload would compute the fingerprint of a line", () => {
    const [location] = format([createAlert()], "ci/on push#1.yml").results[0]!.locations;

    expect(location!.physicalLocation).toEqual({ artifactLocation: { uri: "ci/on%20push%231.yml" } });
  });

  it("writes neither a link nor a placeholder of SARIF for a hostile name", () => {
    const name = "[click](https://evil.example) {0}";

    const { message } = format([createAlert({ name })]).results[0]!;

    expect(message.text).toContain("[click] (https://evil.example) { 0}");
  });
});
