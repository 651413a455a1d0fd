import type { HuntClient } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { countScanResults, listSeveritiesFrom, parseScanChoice, severitiesWorstFirst } from "../src/scans.js";

describe("parseScanChoice", () => {
  const parts = ["process", "module", "memory"] as const;

  it.each([
    [[], "default"],
    [["default"], "default"],
    [["Empty"], "empty"],
    [["PROCESS"], ["process"]],
    [
      ["process", "memory"],
      ["process", "memory"],
    ],
  ])("accepts %j", (names, choice) => {
    expect(parseScanChoice(names, parts)).toEqual({ choice });
  });

  it.each([
    [["process", "procss"], "procss"],
    [["default", "process"], "default"],
  ])("returns the name that is not a part: %j", (names, unknown) => {
    expect(parseScanChoice(names, parts)).toEqual({ unknown });
  });
});

it("countScanResults counts alerts by severity, including unknown severities", async () => {
  const counts: Readonly<Record<string, number>> = { critical: 1, high: 2, medium: 0, low: 4 };
  const client = {
    alerts: {
      count: async ({ severity }: { severity?: string }) => (severity === undefined ? 10 : counts[severity]),
    },
    scanHosts: { count: async (where: object) => ("or" in where ? 0 : 5) },
  };

  const results = await countScanResults(
    client as unknown as HuntClient,
    "scan-1",
    new AbortController().signal,
  );

  expect(results).toEqual({ alerts: 10, bySeverity: counts, otherAlerts: 3, hosts: 5, failedHosts: 0 });
});

it("severitiesWorstFirst starts with critical", () => {
  expect(severitiesWorstFirst).toEqual(["critical", "high", "medium", "low"]);
});

it("listSeveritiesFrom returns a severity and all higher ones", () => {
  expect(listSeveritiesFrom("critical")).toEqual(["critical"]);
  expect(listSeveritiesFrom("medium")).toEqual(["critical", "high", "medium"]);
});
