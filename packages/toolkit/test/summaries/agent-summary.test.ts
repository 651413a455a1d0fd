import { describe, expect, it } from "vitest";
import { summarizeAgents, type CountedAgent } from "../../src/summaries/agent-summary.js";
import type { AgentDimension } from "../../src/summaries/dimensions.js";

const now = Date.parse("2026-03-08T09:00:00Z");
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
const agent = (values: Partial<CountedAgent>): CountedAgent => ({
  active: true,
  authorized: true,
  isolated: false,
  os: "windows",
  heartbeat: hoursAgo(0),
  ...values,
});

const getCounts = (agents: readonly CountedAgent[], by: AgentDimension) =>
  summarizeAgents(agents, [by], now).breakdowns[0]!.counts;

describe("summarizeAgents", () => {
  it("starts with the agents that need attention", () => {
    const { sentences } = summarizeAgents(
      [agent({}), agent({ isolated: true }), agent({ active: false, heartbeat: hoursAgo(200) })],
      [],
      now,
    );

    expect(sentences).toEqual(["3 agents, 2 active, 1 isolated, 1 without contact for more than 7 days"]);
  });

  it("counts by the time of the last contact", () => {
    const ages = [0.5, 2, 30, 24 * 7 + 1, 24 * 31].map((hours) => agent({ heartbeat: hoursAgo(hours) }));

    expect(getCounts([...ages, agent({ heartbeat: null })], "last-seen")).toEqual([
      { name: "within an hour", count: 1 },
      { name: "within a day", count: 1 },
      { name: "within 7 days", count: 1 },
      { name: "within 30 days", count: 1 },
      { name: "earlier", count: 1 },
      { name: "never", count: 1 },
    ]);
  });

  it("counts an operating system once, regardless of case", () => {
    expect(getCounts([agent({}), agent({ os: "Windows" })], "os")).toEqual([{ name: "windows", count: 2 }]);
  });
});
