import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Alert } from "@huntkit/core";
import { formatCodeQuality } from "../../src/reports/code-quality.js";
import { createAlert } from "./sample-alert.js";

const text = { type: "string", minLength: 1 };

/** The properties of a report that GitLab requires (GitLab docs, "Code Quality report format"). */
const schema = {
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    properties: {
      description: text,
      check_name: text,
      fingerprint: text,
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        properties: {
          path: { type: "string", pattern: "^(?!\\./|/)." },
          lines: {
            type: "object",
            required: ["begin"],
            properties: { begin: { type: "integer", minimum: 1 } },
          },
        },
      },
    },
  },
};
const validate = new Ajv2020({ strict: true }).compile(schema);

/** Formats alerts, asserts that the report matches GitLab's format, and returns its issues. */
function format(alerts: readonly Alert[]): Record<string, unknown>[] {
  const issues = JSON.parse(formatCodeQuality({ instance: "acme", alerts }, ".gitlab-ci.yml")) as unknown;
  expect(validate(issues) ? [] : validate.errors).toEqual([]);
  return issues as Record<string, unknown>[];
}

describe("formatCodeQuality", () => {
  it("writes an empty list without alerts", () => {
    expect(format([])).toEqual([]);
  });

  it("writes an issue for each alert, with its ID as the fingerprint", () => {
    expect(format([createAlert()])).toEqual([
      {
        description: "updater.exe: Tool fetched with certutil on WS-GRA-1464 (acme)",
        check_name: "rule.encoded-powershell.high",
        fingerprint: "8acc9458-1bfe-4902-956a-7c12b1df4436",
        severity: "critical",
        location: { path: ".gitlab-ci.yml", lines: { begin: 1 } },
      },
    ]);
  });

  it.each([
    ["critical", "blocker"],
    ["high", "critical"],
    ["medium", "major"],
    ["low", "minor"],
    ["new-in-hunt", "info"],
  ])("converts the severity %s to GitLab's %s", (severity, rating) => {
    expect(format([createAlert({ severity })])[0]!["severity"]).toBe(rating);
  });
});
