import stringWidth from "string-width";
import { describe, expect, it, onTestFinished } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { signedIn } from "../support/hunt.js";
import { inTerminal } from "../support/in-terminal.js";
import { startLargeHunt } from "../support/large-hunt.js";
import { expectValidOutput } from "../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

interface Numbers {
  readonly agents: number;
  readonly active: number;
  readonly isolated: number;
  readonly silent: number;
  readonly by: Readonly<Record<string, readonly { readonly name: string | null; readonly count: number }[]>>;
}

async function summarize(...flags: readonly string[]): Promise<Numbers> {
  const { stdout } = await hunt(["agent", "summary", ...flags, "--json"]);
  return (await expectValidOutput("agent summary", stdout)) as Numbers;
}

const getAgents = () => sandbox().records("Agents");

describe("hunt agent summary", () => {
  it("counts all agents, and those that need attention", async () => {
    // Some agents were seen exactly 7 days before the start of the sandbox.
    sandbox().clock.advance(60_000);
    const silentSince = sandbox().clock.now() - 7 * 86_400_000;
    const silent = getAgents().filter(({ heartbeat }) => Date.parse(String(heartbeat)) < silentSince);

    const numbers = await summarize();

    expect(numbers.agents).toBe(getAgents().length);
    expect(numbers.isolated).toBe(getAgents().filter(({ isolated }) => isolated === true).length);
    expect(numbers.silent).toBe(silent.length);
  });

  it("has counts that add up to the number of agents in each dimension", async () => {
    const { agents, by } = await summarize();

    const sums = Object.values(by).map((counts) => counts.reduce((sum, { count }) => sum + count, 0));
    expect(Object.keys(by)).toEqual(["state", "os", "version", "group", "last-seen"]);
    expect(new Set(sums)).toEqual(new Set([agents]));
  });

  it("filters by target group and operating system", async () => {
    const group = sandbox()
      .records("targets")
      .find(({ name }) => name === "Cork servers")!;
    const expected = getAgents().filter(({ locationId, os }) => locationId === group.id && os === "linux");

    const { agents } = await summarize("--group", "Cork servers", "--os", "linux");

    expect(expected.length).toBeGreaterThan(0);
    expect(agents).toBe(expected.length);
  });

  it("has the names of target groups, but no versions, on an instance without AgentDetails", async () => {
    sandbox().faults.add({ match: "GET AgentDetails", kind: "status", status: 404, times: "always" });

    const { agents, by } = await summarize("--by", "version,group");

    expect(by["version"]).toEqual([{ name: null, count: agents }]);
    expect(by["group"]!.map(({ name }) => name)).toContain("Cork servers");
  });

  it("shows bars and the commands that list the agents in a terminal", async () => {
    const flags = ["--group", "Cork servers", "--by", "state,last-seen"];

    const { stdout } = await inTerminal(at, ["agent", "summary", ...flags], { width: 80 });

    expect(stdout).toMatchInlineSnapshot(`
      "114 agents, 103 active, 1 isolated, 10 without contact for more than 7 days.

      STATE                 AGENTS  SHARE
      active                    99   87 %  ████████████████████████
      inactive                  11   10 %  ███
      active, unauthorized       3    3 %  █
      active, isolated           1    1 %  █

      LAST SEEN       AGENTS  SHARE
      within an hour     103   90 %  ████████████████████████
      within a day         0    0 %
      within 7 days        1    1 %  █
      within 30 days       2    2 %  █
      earlier              8    7 %  ██
      never                0    0 %

      Details: hunt agent list --all --group 'Cork servers'
      Silent: hunt agent list --all --group 'Cork servers' --where '{"heartbeat":{"lt":"2026-02-22T12:00:00.000Z"}}'
      "
    `);
  });

  it.each([40, 80, 120])("prints no line that is wider than the terminal: %d", async (width) => {
    const { stdout } = await inTerminal(at, ["agent", "summary"], { width });

    const lines = stdout.split("\n").filter((line) => !/^(?:Details|Silent):/.test(line));
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
  });

  it("does not read more agents than the vendor recommends", async () => {
    const large = await startLargeHunt(150_001);
    onTestFinished(large.stop);

    const { code, stderr } = await hunt(["agent", "summary"], {
      env: signedIn(large.url, sandbox().tokens.admin),
    });

    expect(code).toBe(1);
    expect(stderr).toContain("More than 150,000 agents match.");
  });

  it("counts as active what hunt agent list --state active lists", async () => {
    const { active } = await summarize();

    const { stderr } = await hunt(["agent", "list", "--state", "active", "--limit", "1"]);

    expect(stderr).toContain(`Showing 1 of ${active.toLocaleString("en-US")} agents.`);
  });

  it("reports an ID in --where that no location has", async () => {
    const where = '{"locationId": "11111111-7d1f-4c1e-9a55-3a1f6c0d2b7e"}';

    const { code, stderr } = await hunt(["agent", "summary", "--where", where]);

    expect(code).toBe(1);
    expect(stderr).toContain("no location has the ID");
  });

  it("reports a host that does not exist", async () => {
    const { code, stderr } = await hunt(["agent", "summary", "--host", "no-such-host"]);

    expect(code).toBe(1);
    expect(stderr).toContain('No host named "no-such-host" found.');
  });
});
