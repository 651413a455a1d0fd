import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { hunt as run, signedIn } from "../../support/hunt.js";
import { expectValidOutput } from "../../support/schema.js";

const { sandbox, hunt } = atHunt();

const describedAs = (description: string) =>
  sandbox()
    .records("AccessTokens")
    .filter((row) => row["description"] === description);

/** A token of the admin's with this description, made for a test. */
async function made(description: string): Promise<string> {
  return (await hunt(["token", "create", "--description", description])).stdout.trim();
}

describe("hunt token create --user", () => {
  it("creates a token for another user, as an admin", async () => {
    const { code, stdout, stderr } = await hunt([
      "token",
      "create",
      "--user",
      "analyst@example.com",
      "--description",
      "night build",
    ]);
    const token = stdout.trim();

    const owner = await run(["auth", "status"], { env: signedIn(sandbox().url, token) });

    expect(code).toBe(0);
    expect(stderr).toContain("Created the token night build for analyst@example.com.");
    expect(owner.stdout).toContain("analyst@example.com");
  });

  it("creates nothing for a user who does not exist, and nothing for another user as an analyst", async () => {
    const create = (user: string) => ["token", "create", "--user", user, "--description", "not created"];

    const unknown = await hunt(create("nobody"));
    const analyst = await hunt(create("admin"), { token: sandbox().tokens.analyst });

    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('No user named "nobody" found.');
    expect(analyst.code).toBe(1);
    expect(describedAs("not created")).toEqual([]);
  });

  it("revokes the token if the command that receives it fails", async () => {
    const line = [
      "token",
      "create",
      "--user",
      "analyst",
      "--description",
      "lost",
      "--",
      "sh",
      "-c",
      "exit 3",
    ];

    const { code, stderr } = await hunt(line);

    expect(code).toBe(1);
    expect(stderr).toContain("The new token was revoked.");
    expect(describedAs("lost")).toEqual([]);
  });
});

describe("hunt token list --all", () => {
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
});

describe("hunt token list", () => {
  it("shows everybody's to an admin, first what dies first, with a bar of the year", async () => {
    // The seeded tokens' days are whole ones at the sandbox's first second: what is left of them is not, from
    // then on.
    sandbox().clock.advance(60_000);
    const { code, stdout } = await hunt(["token", "list", "--all"], {
      env: { ...signedIn(sandbox().url, sandbox().tokens.admin), HUNT_FORCE_TTY: "150", NO_COLOR: "1" },
    });
    const seeded = stdout
      .split("\n")
      .filter((line) => /^DESC|Old|Release|Monthly|Ticket|Shift/.test(line))
      .join("\n");
    expect({ code, seeded }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "seeded": "DESCRIPTION             OWNER                    EXPIRES                 LEFT  YEAR              LAST USED   ID
      Old build server        legacy@example.com       2026-01-25  expired 35 d ago  ████████████████  never       650d7dcb
      Release pipeline        pipeline@example.com     2026-03-12              10 d  ████████████████  2026-03-01  4749085c
      Monthly report          reporting@example.com    2026-04-05              34 d  ██████████████░░  2026-02-17  d76bec68
      Ticket export           reporting@example.com    2027-01-12             316 d  ██░░░░░░░░░░░░░░  2026-02-27  f501bf59
      Shift dashboard         night-shift@example.com  2027-02-09             344 d  █░░░░░░░░░░░░░░░  2026-03-01  6f6c782b",
      }
    `);
  });

  it("cuts neither a date nor the bar of a year, which would lie then, where there are 60 columns", async () => {
    for (const columns of ["80", "60"]) {
      const { stdout } = await hunt(["token", "list", "--all"], {
        env: { ...signedIn(sandbox().url, sandbox().tokens.admin), HUNT_FORCE_TTY: columns, NO_COLOR: "1" },
      });
      expect(stdout).toMatch(/^Shift .*  2027-02-09 .* (█░{15}|░{8}|█░{7})$/m);
      for (const line of stdout.trim().split("\n"))
        expect(line.length).toBeLessThanOrEqual(Number(columns) + 1);
    }
  });

  it("has no bar of the year for programs", async () => {
    const { stdout } = await hunt(["token", "list", "--all"]);

    expect(stdout).not.toMatch(/[█░]/);
    expect(stdout).toMatch(/^Shift dashboard\tnight-shift@example\.com\t2027-02-09\t\d+ d\t2026-03-01\t/m);
  });

  it("shows an analyst own ones, and says that all are not theirs to see", async () => {
    const token = sandbox().tokens.analyst;
    expect((await hunt(["token", "list"], { token })).stdout).toMatch(
      /^Triage notebook\t2026-09-18\t200 d\t/,
    );
    expect(await hunt(["token", "list", "--all"], { token })).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(
        "The token is valid, but its user is not allowed to do this.",
      ) as string,
    });
  });

  it("prints JSON that fits the schema, and an item a line", async () => {
    const json = await hunt(["token", "list", "--all", "--json"]);
    const rows = (await expectValidOutput("token list", json.stdout)) as { description: string }[];
    const lines = (await hunt(["token", "list", "--all", "--ndjson"])).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(rows.map(({ description }) => description)).toContain("Release pipeline");
    expect(lines.length).toBeGreaterThanOrEqual(rows.length);
  });
});

describe("hunt token create", () => {
  it("prints the token alone, once, and the advice beside it", async () => {
    const { code, stdout, stderr } = await hunt(["token", "create", "--description", "printed"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[A-Za-z0-9]{64}\n$/);
    expect(stderr).toContain("HUNT does not show it again, so copy it to a secure location.");
    expect(
      (await run(["api", "GET", "users/me"], { env: signedIn(sandbox().url, stdout.trim()) })).code,
    ).toBe(0);
  });

  it("hands it to a command on stdin, and shows it nowhere", async () => {
    const { code, stdout, stderr } = await hunt(
      ["token", "create", "--description", "handed", "--", "sh", "-c", "read token; echo ${#token}"],
      { asProcess: true },
    );
    expect({ code, stdout, stderr }).toMatchObject({
      code: 0,
      stdout: "64\n",
      stderr: expect.stringMatching(/^✓ Created the token handed, and passed it to sh\./) as string,
    });
    expect(describedAs("handed")).toHaveLength(1);
  });

  it.each([["sh", "-c", "exit 3"], ["no-such-program"]])(
    "revokes it where the command fails: %s",
    async (...command) => {
      const { code, stdout, stderr } = await hunt([
        "token",
        "create",
        "--description",
        "failed",
        "--",
        ...command,
      ]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain("The new token was revoked.");
      expect(describedAs("failed")).toEqual([]);
    },
  );

  it("says how to revoke it where that fails as well", async () => {
    sandbox().faults.add({
      match: "DELETE users/me/accessTokens/*",
      kind: "status",
      status: 500,
      times: "always",
    });
    const { stderr } = await hunt(["token", "create", "--description", "stuck", "--", "sh", "-c", "exit 3"]);
    expect(stderr).toContain(`To revoke it, run: hunt token revoke ${describedAs("stuck")[0]!["id"]}`);
  });

  it("wants a description", async () => {
    expect(await hunt(["token", "create"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("Missing required flag --description.") as string,
    });
  });

  it("prints JSON that fits the schema", async () => {
    const { stdout } = await hunt(["token", "create", "--description", "as json", "--json"]);
    expect(await expectValidOutput("token create", stdout)).toMatchObject({
      description: "as json",
      token: expect.stringMatching(/^[A-Za-z0-9]{64}$/) as string,
    });
  });
});

describe("hunt token revoke", () => {
  it("does not revoke where nobody can be asked", async () => {
    await made("asked");
    expect(await hunt(["token", "revoke", "asked"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Add --yes to skip the prompt, or --dry-run") as string,
    });
    expect(describedAs("asked")).toHaveLength(1);
  });

  it("tells with --dry-run what it would do, and does nothing", async () => {
    await made("dry");
    const { code, stderr } = await hunt(["token", "revoke", "dry", "--dry-run"]);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(
        /^Dry run: nothing was changed\. The command would revoke the token dry of admin@example\.com at HUNT\n {2}expires 2027-03-01/,
      ) as string,
    });
    expect(describedAs("dry")).toHaveLength(1);
  });

  it("revokes by description, and by id", async () => {
    await made("by name");
    await made("by id");
    expect(await hunt(["token", "revoke", "by name", "--yes"])).toMatchObject({
      code: 0,
      stdout: "",
      stderr: "✓ Revoked token by name.\n",
    });
    expect((await hunt(["token", "revoke", describedAs("by id")[0]!["id"], "--yes"])).code).toBe(0);
    expect([...describedAs("by name"), ...describedAs("by id")]).toEqual([]);
  });

  it("names the candidates where a description is not enough", async () => {
    await made("twin");
    await made("twin");
    const { code, stderr } = await hunt(["token", "revoke", "twin", "--yes"]);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Multiple tokens have the description "twin".') as string,
    });
    for (const { id } of describedAs("twin")) expect(stderr).toContain(id);
    expect(describedAs("twin")).toHaveLength(2);
  });

  it("lets an admin revoke another user's with --all", async () => {
    const theirs = (
      await hunt(["token", "create", "--description", "theirs"], { token: sandbox().tokens.analyst })
    ).stdout.trim();
    expect((await hunt(["token", "revoke", "theirs", "--yes"])).code).toBe(1);
    expect((await hunt(["token", "revoke", "theirs", "--yes", "--all"])).code).toBe(0);
    expect((await run(["api", "GET", "users/me"], { env: signedIn(sandbox().url, theirs) })).code).toBe(12);
  });

  it("says that the token is the one that hunt itself uses", async () => {
    const { stderr } = await hunt(["token", "revoke", "Triage notebook", "--dry-run"], {
      token: sandbox().tokens.analyst,
    });
    expect(stderr).toContain("this is the token that hunt uses");
  });
});
