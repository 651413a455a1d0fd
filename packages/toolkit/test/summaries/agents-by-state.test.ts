import { describe, expect, it } from "vitest";
import { countAgents, summarizeAgents, type CountedAgent } from "../../src/summaries/agent-summary.js";

const now = Date.parse("2026-03-08T09:00:00Z");
const agent = (values: Partial<CountedAgent>): CountedAgent => ({
  active: true,
  authorized: true,
  isolated: false,
  ...values,
});

const countByState = (agents: readonly CountedAgent[]) =>
  summarizeAgents(agents, ["state"], now).breakdowns[0]!.counts;

describe("summarizeAgents by state", () => {
  it("counts each agent in one state", () => {
    const counts = countByState([agent({}), agent({ active: false, isolated: true })]);

    expect(counts).toEqual([
      { name: "active", count: 1 },
      { name: "inactive", count: 0 },
      { name: "inactive, isolated", count: 1 },
    ]);
  });

  it("counts an agent as active if HUNT does, also if it is isolated or unauthorized", () => {
    const agents = [agent({ isolated: true }), agent({ authorized: false }), agent({ active: null })];

    expect(countAgents(agents, now).active).toBe(2);
    expect(countByState(agents)).toEqual([
      { name: "active", count: 0 },
      { name: "inactive", count: 0 },
      { name: "active, isolated", count: 1 },
      { name: "active, unauthorized", count: 1 },
      { name: "unknown", count: 1 },
    ]);
  });
});
