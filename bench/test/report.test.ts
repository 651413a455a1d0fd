import { describe, expect, it } from "vitest";
import type { Result } from "../src/pairs.js";
import { compareReports, type Report } from "../src/report.js";

const row = { name: "paging", title: "paging: CPU", unit: "ms", target: 1.5, others: "-" } as const;
const createResult = (value: number, spread: number): Result => ({
  value,
  quartiles: [value - spread, value + spread],
  lowest: value - spread,
  highest: value + spread,
  sides: [value * 10, 10],
});
const compareValues = (before: Result, now: Result) => {
  const earlier: Report = { machine: "", rows: [{ ...row, cells: { huntkit: before } }] };
  return compareReports(earlier, [{ row, cells: { huntkit: now } }]);
};

describe("compareReports", () => {
  it("reports a row as worse if the quartiles of both runs do not overlap", () => {
    const { text, worse } = compareValues(createResult(1, 0.02), createResult(1.1, 0.02));

    expect(text).toMatch(/^paging: CPU +1\.00 +1\.10 +\+10\.0 % +worse$/m);
    expect(worse).toEqual(["paging"]);
  });

  it("reports a row as better if its value fell below the earlier quartiles", () => {
    const { text, worse } = compareValues(createResult(1.2, 0.02), createResult(1.08, 0.02));

    expect(text).toMatch(/1\.20 +1\.08 +-10\.0 % +better$/m);
    expect(worse).toEqual([]);
  });

  it("reports a row as the same if the quartiles of both runs overlap", () => {
    const { text, worse } = compareValues(createResult(1, 0.04), createResult(1.05, 0.04));

    expect(text).toMatch(/same$/m);
    expect(worse).toEqual([]);
  });

  it("does not judge a row that is noisy in one of the runs", () => {
    const { text, worse } = compareValues(createResult(1, 0.02), createResult(1.6, 0.4));

    expect(text).toMatch(/noisy$/m);
    expect(worse).toEqual([]);
  });

  it("ignores rows that the earlier run did not measure", () => {
    const { text } = compareReports({ machine: "", rows: [] }, [
      { row, cells: { huntkit: createResult(1, 0) } },
    ]);

    expect(text).not.toContain("paging");
  });
});
