import type { Alert, TokenHealth } from "@huntkit/core";
import { escapeForTerminal, escapeToSingleLine, toMarkdown } from "@huntkit/core/escape";
import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import { parse } from "junit2json";
import { lexer, type Token, type Tokens } from "marked";
import parseMetrics from "parse-prometheus-text-format";
import { describe, expect, it } from "vitest";
import { describeFinding } from "../../src/reports/alert-facts.js";
import { formatCodeQuality } from "../../src/reports/code-quality.js";
import { formatJUnit } from "../../src/reports/junit.js";
import { formatAlertSection } from "../../src/reports/markdown.js";
import { formatTokenMetrics } from "../../src/reports/prometheus.js";
import { formatSarif } from "../../src/reports/sarif.js";
import { createAlert } from "./sample-alert.js";

const seed = Number(process.env["FC_SEED"] ?? 20_261_129);

/** Text that would break out of XML, JSON, Markdown, the labels of a metric, or the log of a CI system. */
const hostile = fc.oneof(
  fc.string({ unit: anyCharacter, minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    `"'><script>&amp;]]>`,
    "\u0000\u0008\u001b[2J\u009b\ufffe\uffff\ud800",
    'x"} 1\nhunt_token_state{state="healthy',
    "a\\",
    "`` | <img src=x> [a](https://evil.example) @octocat {0}",
    "\n::error::x\n##[error]x ##vso[x]",
    "\u202e\u2066\u{e0041}",
  ),
);

const alerts: fc.Arbitrary<Alert> = fc
  .record({
    id: hostile,
    name: hostile,
    description: hostile,
    hostname: hostile,
    severity: hostile,
    sourceType: hostile,
    sourceName: hostile,
    mitreId: hostile,
    mitreTactic: hostile,
    createdOn: hostile,
    targetGroupName: hostile,
  })
  .map(createAlert);

const check = <T>(arbitrary: fc.Arbitrary<T>, act: (value: T) => void | Promise<void>) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (value) => act(value)),
    { seed },
  );

/** What a terminal and the log of a CI system would interpret. */
const interpreted = /[^\P{Cc}\n]|[\p{Cs}\u202a-\u202e\u2066-\u2069]|##\w*\[|^\s*::\w/mu;

/** Returns a token of Markdown and all tokens in it. */
const flatten = (token: Token): Token[] => {
  const { tokens = [], header = [], rows = [] } = token as Partial<Tokens.Table> & { tokens?: Token[] };
  const cells = [header, ...rows].flat().flatMap((cell) => cell.tokens);
  return [token, ...[...tokens, ...cells].flatMap(flatten)];
};

describe("hostile text in a report", () => {
  it("remains text in SARIF", () =>
    check(alerts, (alert) => {
      const text = formatSarif({ instance: "acme", alerts: [alert] }, "a.yml");

      const { runs } = JSON.parse(text) as {
        runs: [{ results: [{ message: { text: string }; partialFingerprints: Record<string, string> }] }];
      };
      const [{ message, partialFingerprints }] = runs[0].results;
      expect(message.text).not.toMatch(/\]\(|\{\d+\}/);
      expect(message.text.split("\n").filter((line) => line.startsWith("Alert ID: "))).toHaveLength(1);
      expect(Object.keys(partialFingerprints)).toEqual(["primaryLocationLineHash"]);
      expect(text).not.toMatch(interpreted);
    }));

  it("remains text in JUnit XML", () =>
    check(alerts, async (alert) => {
      const text = formatJUnit({ instance: "acme", alerts: [alert, alert] });

      const suites = (await parse(text)) as { testsuite: { testcase: { name: string }[] }[] };
      const names = suites.testsuite[0]!.testcase.map(({ name }) => name);
      const name = escapeForTerminal(`${describeFinding(alert)} (alert ${alert.id})`);
      const visible = name.replaceAll("\ufffe", "\\ufffe").replaceAll("\uffff", "\\uffff");
      expect(names).toEqual([visible, visible]);
      expect(text).not.toMatch(interpreted);
    }));

  it("remains text in a Code Quality report", () =>
    check(alerts, (alert) => {
      const text = formatCodeQuality({ instance: "acme", alerts: [alert] }, "a.yml");

      const [issue] = JSON.parse(text) as [{ fingerprint: string; location: object }];
      expect(issue.fingerprint).toBe(escapeToSingleLine(alert.id));
      expect(issue.location).toEqual({ path: "a.yml", lines: { begin: 1 } });
      expect(text).not.toMatch(interpreted);
    }));

  it("remains text in Markdown", () =>
    check(alerts, (alert) => {
      const section = { title: toMarkdown("1 alert"), counts: { high: 1 }, total: 1, alerts: [alert] };

      const text = formatAlertSection(section);

      const kinds = new Set(
        lexer(text)
          .flatMap(flatten)
          .map(({ type }) => type),
      );
      const allowed = new Set(["heading", "space", "code", "table", "codespan", "text"]);
      expect([...kinds].filter((kind) => !allowed.has(kind))).toEqual([]);
      expect(text).not.toMatch(interpreted);
    }));

  it("remains the value of a label in metrics", () =>
    check(fc.tuple(hostile, hostile), ([user, description]) => {
      const health = {
        status: "healthy",
        instance: "acme",
        fingerprint: "1a2b3c4d",
        checkedAt: "2026-03-01T12:00:00.000Z",
        user,
        role: null,
        expiresAt: null,
        source: "hunt",
      } as TokenHealth;

      const text = formatTokenMetrics(health, description);

      const info = parseMetrics(text).find(({ name }) => name === "hunt_token_info");
      expect(info?.metrics).toHaveLength(1);
      expect(info?.metrics[0]?.labels?.["user"]).toBe(escapeForTerminal(user));
      expect(info?.metrics[0]?.labels?.["description"]).toBe(escapeForTerminal(description));
      expect(text).not.toMatch(interpreted);
    }));
});
