import { describe, expect, it } from "vitest";
import {
  summarizeAlerts,
  type AlertsOfPeriod,
  type CountedAlert,
} from "../../src/summaries/alert-summary.js";

const until = Date.parse("2026-03-08T09:00:00Z");
const from = Date.parse("2026-03-01T09:00:00Z");

const alert = (values: Partial<CountedAlert>): CountedAlert => ({
  severity: "low",
  createdOn: "2026-03-02T10:00:00.000Z",
  hostname: "srv-1",
  archived: false,
  ...values,
});

const summarize = (alerts: readonly CountedAlert[], more: Partial<AlertsOfPeriod> = {}) =>
  summarizeAlerts({ from, until, alerts, previous: 0, ...more }, ["severity", "day", "group", "rule"], "UTC");

const getCounts = (alerts: readonly CountedAlert[], by: string) =>
  summarize(alerts).breakdowns.find((breakdown) => breakdown.by === by)!.counts;

describe("the sentences of an alert summary", () => {
  it("have the hosts, the start, and the alerts that need attention", () => {
    const { sentences } = summarize([
      alert({ severity: "critical" }),
      alert({ archived: true }),
      alert({ hostname: "srv-2" }),
    ]);

    expect(sentences[0]).toBe("3 alerts on 2 hosts since Sun 2026-03-01 09:00 (UTC), 1 critical, 2 open");
  });

  it.each([
    [1, "1 more than in the 7 days before (1)"],
    [2, "As many as in the 7 days before"],
    [1_002, "1,000 fewer than in the 7 days before (1,002)"],
  ])("compare the number with the period before: %d", (previous, sentence) => {
    expect(summarize([alert({}), alert({})], { previous }).sentences[1]).toBe(sentence);
  });

  it("do not compare if the period before is unknown", () => {
    expect(summarize([alert({})], { previous: null }).sentences).toHaveLength(1);
  });

  it("report that there are no alerts", () => {
    expect(summarize([]).sentences[0]).toBe("No alerts since Sun 2026-03-01 09:00 (UTC)");
  });
});

describe("the counts of an alert summary", () => {
  it("have all severities, the worst first, and unknown ones last", () => {
    expect(
      getCounts([alert({}), alert({ severity: null }), alert({ severity: "high" })], "severity"),
    ).toEqual([
      { name: "critical", count: 0 },
      { name: "high", count: 1 },
      { name: "medium", count: 0 },
      { name: "low", count: 1 },
      { name: null, count: 1 },
    ]);
  });

  it("have each day of the period, also without alerts", () => {
    const counts = getCounts([alert({}), alert({ createdOn: "2026-03-08T08:00:00.000Z" })], "day");

    expect(counts.map(({ name }) => name)).toEqual([
      "2026-03-01",
      "2026-03-02",
      "2026-03-03",
      "2026-03-04",
      "2026-03-05",
      "2026-03-06",
      "2026-03-07",
      "2026-03-08",
    ]);
    expect(counts.map(({ count }) => count)).toEqual([0, 1, 0, 0, 0, 0, 0, 1]);
  });

  it("count an alert that arrives during the summary on the last day", () => {
    expect(getCounts([alert({ createdOn: "2026-03-09T00:00:01.000Z" })], "day").at(-1)).toEqual({
      name: "2026-03-08",
      count: 1,
    });
  });

  it("distinguish groups with the same name by their organizations", () => {
    const group = { targetGroupName: "Servers" };
    const counts = getCounts(
      [
        alert({ ...group, targetGroupId: "1", organizationName: "Lakeside" }),
        alert({ ...group, targetGroupId: "2", organizationName: "Harbor" }),
        alert({ targetGroupName: "Lab", targetGroupId: "3", organizationName: "Harbor" }),
      ],
      "group",
    );

    expect(counts.map(({ name }) => name)).toEqual(["Lab", "Servers (Harbor)", "Servers (Lakeside)"]);
  });

  it("have the kind of source if an alert has no rule", () => {
    const counts = getCounts([alert({ sourceName: "Miner" }), alert({ sourceType: "reputation" })], "rule");

    expect(counts.map(({ name }) => name)).toEqual(["Miner", "reputation"]);
  });
});
