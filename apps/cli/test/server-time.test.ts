import { describe, expect, it } from "vitest";
import { atHunt } from "./support/at-hunt.js";
import { environment, signedIn } from "./support/hunt.js";
import { runInProcess, type Outcome } from "./support/in-process.js";

const { sandbox } = atHunt();
const dayMs = 86_400_000;

/** Runs `hunt` on a machine whose clock is many years ahead of HUNT's. */
function hunt(args: readonly string[], variables: Record<string, string> = {}): Promise<Outcome> {
  const env = environment({ ...signedIn(sandbox().url, sandbox().tokens.admin), ...variables });
  return runInProcess(args, { env, now: () => Date.parse("2040-01-01T00:00:00Z") });
}

const listPaths = (): string[] => sandbox().requests.map(({ path }) => path);

describe("the clock of HUNT, if that of the machine is wrong", () => {
  it("decides which alerts --since lists", async () => {
    const since = sandbox().clock.now() - 30 * dayMs;
    const expected = sandbox()
      .records("Alerts")
      .filter(({ archived, createdOn }) => !archived && Date.parse(String(createdOn)) >= since);

    const { stdout } = await hunt(["alert", "list", "--since", "30d", "--all", "--json"]);

    expect(expected.length).toBeGreaterThan(0);
    expect(JSON.parse(stdout)).toHaveLength(expected.length);
  });

  it.each([
    ["alert list"],
    ["alert summary"],
    ["alert archive"],
    ["alert watch --once"],
    ["task list"],
    ["export Alerts --output a.ndjson"],
  ])("rejects a --since in its future: hunt %s", async (command) => {
    const { code, stderr } = await hunt([...command.split(" "), "--since", "2035-01-01"]);

    expect(code).toBe(2);
    expect(stderr).toBe(
      'hunt: Invalid value "2035-01-01" for --since.\nIt is in the future (UTC). Use a time in the past.\n',
    );
  });

  it("decides when a schedule runs next", async () => {
    const now = sandbox().clock.now();

    const { stdout } = await hunt(["schedule", "list", "--json"]);

    const times = (JSON.parse(stdout) as { nextOn: string }[]).map(({ nextOn }) => Date.parse(nextOn));
    expect(Math.min(...times)).toBeGreaterThan(now);
    expect(Math.max(...times)).toBeLessThanOrEqual(now + 7 * dayMs);
  });

  it("decides about ages in a narrow terminal", async () => {
    const { stdout } = await hunt(["agent", "list", "--state", "active"], {
      HUNT_FORCE_TTY: "50",
      NO_COLOR: "1",
    });

    expect(stdout).toMatch(/^\S+ +active +\d{1,2}m$/m);
  });

  it("is not requested for a list that does not depend on it", async () => {
    sandbox().requests.clear();

    await hunt(["agent", "list"]);

    expect(listPaths()).not.toContain("/api/version");
  });
});
