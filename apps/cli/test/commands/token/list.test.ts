import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { inTerminal } from "../../support/in-terminal.js";
import { expectValidOutput } from "../../support/schema.js";

const at = atHunt();
const { sandbox, hunt } = at;

/** Lists the tokens of all users in a terminal, and returns the lines of the seeded ones, with the titles. */
async function listAll(width: number): Promise<string[]> {
  // In its first second, the days that are left of the seeded tokens change.
  sandbox().clock.advance(60_000);
  const { stdout } = await inTerminal(at, ["token", "list", "--all"], { width });
  return stdout.trimEnd().split("\n");
}

describe("hunt token list --all", () => {
  it("lists the tokens of all users, soonest to expire first", async () => {
    expect((await listAll(150)).join("\n")).toMatchInlineSnapshot();
  });

  it("shows no days since the expiry at 80 columns, so names are longer", async () => {
    expect((await listAll(80)).join("\n")).toMatchInlineSnapshot();
  });

  it("shows a shorter bar of the year at 60 columns", async () => {
    expect((await listAll(60)).join("\n")).toMatchInlineSnapshot();
  });

  it("shows only the description, the owner, and the days that are left at 40 columns", async () => {
    expect((await listAll(40)).join("\n")).toMatchInlineSnapshot();
  });

  it.each([40, 60, 80, 100, 120])("prints no line that is wider than the terminal: %d", async (width) => {
    for (const line of await listAll(width)) expect(line.length).toBeLessThanOrEqual(width);
  });

  it("prints no bar of the year for programs", async () => {
    const { stdout } = await hunt(["token", "list", "--all"]);

    expect(stdout).not.toMatch(/[█░]/);
    expect(stdout).toMatch(/^Shift dashboard\tnight-shift@example\.com\t2027-02-09\t\d+ d\t2026-03-01\t/m);
  });

  it("prints the days since the expiry for programs", async () => {
    const { stdout } = await hunt(["token", "list", "--all"]);

    expect(stdout).toMatch(/^Old build server\t.*\texpired \d+ d ago\t/m);
  });

  it("names the users whose tokens HUNT does not show, and lists those of the others", async () => {
    const { id } = sandbox()
      .records("users")
      .find(({ username }) => username === "reporting")!;
    sandbox().faults.add({ match: `GET users/${id}/accessTokens`, kind: "status", status: 403 });

    const { code, stdout, stderr } = await hunt(["token", "list", "--all"]);

    expect(code).toBe(0);
    expect(stderr).toContain("HUNT did not list the tokens of reporting@example.com.");
    expect(stdout).toContain("Release pipeline");
    expect(stdout).not.toContain("Monthly report");
  });

  it("exits with code 1 if the user is not an admin", async () => {
    const { code, stdout, stderr } = await hunt(["token", "list", "--all"], {
      token: sandbox().tokens.analyst,
    });

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("The token is valid, but its user is not allowed to do this.");
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["token", "list", "--all", "--json"]);

    const rows = (await expectValidOutput("token list", stdout)) as { description: string }[];
    expect(rows.map(({ description }) => description)).toContain("Release pipeline");
  });

  it("prints one token per line with --ndjson", async () => {
    const list = await hunt(["token", "list", "--all", "--json"]);
    const lines = await hunt(["token", "list", "--all", "--ndjson"]);

    const rows = lines.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { id: string });
    const ids = (JSON.parse(list.stdout) as { id: string }[]).map(({ id }) => id);
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });
});

describe("hunt token list", () => {
  it("lists only your own tokens", async () => {
    const { stdout } = await hunt(["token", "list"], { token: sandbox().tokens.analyst });

    expect(stdout).toMatch(/^Triage notebook\t2026-09-18\t200 d\t/);
    expect(stdout.trim().split("\n")).toHaveLength(1);
  });

  it("shows the expiry date instead of a bar at 40 columns", async () => {
    const { stdout, stderr } = await inTerminal(at, ["token", "list"], { width: 40 });

    expect(stdout).toMatchInlineSnapshot();
    expect(stderr).toContain("Hidden columns: Year, Last used, ID. Show all columns with --wide.\n");
  });
});
