import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TokenHealth } from "@huntkit/core";
import { findProgram } from "@huntkit/test-kit/find-program";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { formatTokenListMetrics, formatTokenMetrics } from "../../src/reports/prometheus.js";
import { formatSarif } from "../../src/reports/sarif.js";
import { createAlert } from "./sample-alert.js";

const promtool = findProgram("promtool", "promtool");
const multitool = findProgram("Sarif.Multitool", "sarif-multitool-5.7.0");
for (const [program, script] of [
  [promtool, "install-promtool"],
  [multitool, "install-sarif-multitool"],
])
  if (program === undefined)
    process.stdout.write(
      `!! Tests of reports are skipped. packages/test-kit/scripts/${script} installs their validator.\n`,
    );

const hostile = "\"'><}{0}](x) \\ \n\u0000\u202e ##[error] 東京";

describe.skipIf(multitool === undefined)("SARIF, according to Microsoft's validator", () => {
  /** Returns the errors and warnings for a report, by the rules of SARIF and of GitHub code scanning. */
  const validate = (alerts: Parameters<typeof formatSarif>[0]["alerts"]): string[] => {
    const file = join(temporaryDirectory(), "hunt.sarif");
    writeFileSync(file, formatSarif({ instance: "acme", alerts }, ".github/workflows/deploy.yml"));
    const args = ["validate", file, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"];
    const { stdout, status } = spawnSync(multitool!, args, { encoding: "utf8" });
    expect(status, stdout).toBe(0);
    return [...stdout.matchAll(/: (error|warning) (\w+):/g)].map(([, level, rule]) => `${level} ${rule}`);
  };

  it("has no errors, and only the warning about the missing region, for alerts with hostile text", () => {
    const alert = createAlert({ id: hostile, name: hostile, hostname: hostile, sourceName: hostile });

    expect(validate([createAlert(), alert])).toEqual(["warning SARIF2017", "warning SARIF2017"]);
  });

  it("has no errors and no warnings without alerts", () => {
    expect(validate([])).toEqual([]);
  });
});

describe.skipIf(promtool === undefined)("metrics, according to promtool", () => {
  const check = (input: string) =>
    spawnSync(promtool!, ["check", "metrics"], { input, encoding: "utf8" }) as {
      status: number;
      stderr: string;
    };

  it("has no errors for the check of a token with hostile text", () => {
    const health = {
      status: "expiring",
      instance: "acme",
      fingerprint: "1a2b3c4d",
      checkedAt: "2026-03-01T12:00:00.500Z",
      user: hostile,
      role: "admin",
      expiresAt: "2026-03-11T12:00:00.000Z",
      source: "hunt",
    } as TokenHealth;

    expect(check(formatTokenMetrics(health, hostile))).toMatchObject({ status: 0, stderr: "" });
  });

  it("has no errors for a list of tokens with hostile text", () => {
    const token = { id: "abc", fingerprint: null, expiresAt: "2026-03-11T12:00:00.000Z", daysLeft: 10 };
    const tokens = [{ ...token, description: hostile, owner: hostile }];

    expect(check(formatTokenListMetrics(tokens, "acme", 1_772_366_400_000))).toMatchObject({
      status: 0,
      stderr: "",
    });
  });

  it("finds an error in metrics", () => {
    expect(check('hunt_token_state{a="} 1\n').status).not.toBe(0);
  });
});
