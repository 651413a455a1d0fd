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
    expect((await listAll(150)).join("\n")).toMatchInlineSnapshot(`
      "DESCRIPTION             OWNER                    EXPIRES                 LEFT  YEAR              LAST USED   ID
      Old build server        legacy@example.com       2026-01-25  expired 35 d ago  ████████████████  never       650d7dcb
      Release pipeline        pipeline@example.com     2026-03-12              10 d  ████████████████  2026-03-01  4749085c
      Monthly report          reporting@example.com    2026-04-05              34 d  ██████████████░░  2026-02-17  d76bec68
      Triage notebook         analyst@example.com      2026-09-18             200 d  ███████░░░░░░░░░  2026-02-28  4d238e32
      Administration scripts  admin@example.com        2026-11-21             264 d  ████░░░░░░░░░░░░  2026-03-01  7a31c683
      Ticket export           reporting@example.com    2027-01-12             316 d  ██░░░░░░░░░░░░░░  2026-02-27  f501bf59
      Shift dashboard         night-shift@example.com  2027-02-09             344 d  █░░░░░░░░░░░░░░░  2026-03-01  6f6c782b"
    `);
  });

  it("shows no days since the expiry at 80 columns, so names are longer", async () => {
    expect((await listAll(80)).join("\n")).toMatchInlineSnapshot(`
      "DESCRIPTION          OWNER                 EXPIRES        LEFT  YEAR
      Old build server     legacy@example.com    2026-01-25  expired  ████████████████
      Release pipeline     pipeline@example.com  2026-03-12     10 d  ████████████████
      Monthly report       reporting@example.c…  2026-04-05     34 d  ██████████████░░
      Triage notebook      analyst@example.com   2026-09-18    200 d  ███████░░░░░░░░░
      Administration scr…  admin@example.com     2026-11-21    264 d  ████░░░░░░░░░░░░
      Ticket export        reporting@example.c…  2027-01-12    316 d  ██░░░░░░░░░░░░░░
      Shift dashboard      night-shift@example…  2027-02-09    344 d  █░░░░░░░░░░░░░░░"
    `);
  });

  it("shows a shorter bar of the year at 60 columns", async () => {
    expect((await listAll(60)).join("\n")).toMatchInlineSnapshot(`
      "DESCRIPTION    OWNER           EXPIRES        LEFT  YEAR
      Old build se…  legacy@exampl…  2026-01-25  expired  ████████
      Release pipe…  pipeline@exam…  2026-03-12     10 d  ████████
      Monthly repo…  reporting@exa…  2026-04-05     34 d  ███████░
      Triage noteb…  analyst@examp…  2026-09-18    200 d  ████░░░░
      Administrati…  admin@example…  2026-11-21    264 d  ██░░░░░░
      Ticket export  reporting@exa…  2027-01-12    316 d  █░░░░░░░
      Shift dashbo…  night-shift@e…  2027-02-09    344 d  ░░░░░░░░"
    `);
  });

  it("shows only the description, the owner, and the days that are left at 40 columns", async () => {
    expect((await listAll(40)).join("\n")).toMatchInlineSnapshot(`
      "DESCRIPTION     OWNER               LEFT
      Old build ser…  legacy@example…  expired
      Release pipel…  pipeline@examp…     10 d
      Monthly report  reporting@exam…     34 d
      Triage notebo…  analyst@exampl…    200 d
      Administratio…  admin@example.…    264 d
      Ticket export   reporting@exam…    316 d
      Shift dashboa…  night-shift@ex…    344 d"
    `);
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
    expect(stderr).toContain("HUNT rejected the request");
    expect(stderr).not.toContain("rejected the token");
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

    expect(stdout).toMatchInlineSnapshot(`
      "DESCRIPTION            EXPIRES      LEFT
      Administration scrip…  2026-11-21  264 d
      "
    `);
    expect(stderr).toContain("Hidden columns: Year, Last used, ID. Show all columns with --wide.\n");
  });
});
