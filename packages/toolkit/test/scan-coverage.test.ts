import type { HuntClient, Rows } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { countScannedHosts, findCoverageGap } from "../src/scan-coverage.js";

/** Counts the hosts of a scan that has these records. */
function countHosts(records: readonly Partial<Rows.ScanHost>[]) {
  const isUnscanned = ({ failed, completedOn }: Partial<Rows.ScanHost>) => failed === true || !completedOn;
  const scanHosts = {
    count: async (where: object) => ("or" in where ? records.filter(isUnscanned) : records).length,
    list: () => ({ toArray: async () => records }),
  };
  const client = { scanHosts } as unknown as HuntClient;
  return countScannedHosts(client, "scan-1", new AbortController().signal);
}

const early = "2026-03-01T12:00:00.000Z";
const late = "2026-03-01T12:30:00.000Z";

describe("countScannedHosts", () => {
  it("counts hosts that failed", async () => {
    const records = [
      { hostId: "a", failed: false, completedOn: early },
      { hostId: "b", failed: true, completedOn: early },
    ];

    expect(await countHosts(records)).toEqual({ hosts: 2, failedHosts: 1 });
  });

  it("counts a host once that failed at first and was scanned later", async () => {
    const records = [
      { hostId: "a", failed: false, completedOn: late },
      { hostId: "a", failed: true, completedOn: early },
    ];

    expect(await countHosts(records)).toEqual({ hosts: 1, failedHosts: 0 });
  });

  it("counts a host as failed whose last record has failed", async () => {
    const records = [
      { hostId: "a", failed: true, completedOn: late },
      { hostId: "a", failed: false, completedOn: early },
    ];

    expect(await countHosts(records)).toEqual({ hosts: 1, failedHosts: 1 });
  });

  it("counts a host as failed whose scan has not ended", async () => {
    expect(await countHosts([{ hostId: "a", failed: false, completedOn: null }])).toEqual({
      hosts: 1,
      failedHosts: 1,
    });
  });

  it("ignores a record without an end if the host has another", async () => {
    const records = [
      { hostId: "a", failed: false, completedOn: early },
      { hostId: "a", failed: false, completedOn: null },
    ];

    expect(await countHosts(records)).toEqual({ hosts: 1, failedHosts: 0 });
  });
});

describe("findCoverageGap", () => {
  it("returns undefined if all hosts were scanned", () => {
    expect(findCoverageGap({ hosts: 2, failedHosts: 0 }, false)).toBeUndefined();
  });

  it("describes hosts that could not be scanned", () => {
    expect(findCoverageGap({ hosts: 1_200, failedHosts: 1 }, false)).toBe(
      "1 of 1,200 hosts could not be scanned",
    );
  });

  it("returns undefined with allowPartial if at least one host was scanned", () => {
    expect(findCoverageGap({ hosts: 2, failedHosts: 1 }, true)).toBeUndefined();
  });

  it.each([false, true])("describes a scan without a scanned host, with allowPartial %s", (allowPartial) => {
    expect(findCoverageGap({ hosts: 2, failedHosts: 2 }, allowPartial)).toBe(
      "None of the 2 hosts could be scanned",
    );
    expect(findCoverageGap({ hosts: 1, failedHosts: 1 }, allowPartial)).toBe("The host could not be scanned");
    expect(findCoverageGap({ hosts: 0, failedHosts: 0 }, allowPartial)).toBe("The scan has no hosts");
  });
});
