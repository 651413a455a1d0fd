import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { hunt as run, signedIn } from "../../support/hunt.js";
import { expectValidOutput } from "../../support/schema.js";

const { sandbox, hunt } = atHunt();

/** Makes HUNT list tokens with these descriptions, which are equal otherwise. With `id`, all have this ID. */
function setTokens(descriptions: readonly (string | null)[], id: string | null = null): void {
  const row = sandbox()
    .records("AccessTokens")
    .find(({ description }) => description === "Triage notebook");
  const body = descriptions.map((description) => ({ ...row, id, description }));
  sandbox().faults.add({
    match: "GET users/me/accessTokens",
    kind: "status",
    status: 200,
    body,
    times: "always",
  });
}

/** Makes HUNT deny the list of tokens. */
function denyTokenList(): void {
  sandbox().faults.add({
    match: "GET users/me/accessTokens",
    kind: "status",
    status: 403,
    times: "always",
  });
}

describe("hunt token check", () => {
  it("shows the ID that hunt token list shows and hunt token revoke accepts", async () => {
    const env = { ...signedIn(sandbox().url, sandbox().tokens.admin), HUNT_FORCE_TTY: "150", NO_COLOR: "1" };
    const list = await run(["token", "list"], { env });
    const { id } = JSON.parse((await hunt(["token", "check", "--json"])).stdout) as { id: string };

    const check = await hunt(["token", "check"]);

    const shortId = id.slice(0, 8);
    expect(check.stdout).toMatch(new RegExp(`^ID +${shortId}$`, "m"));
    expect(list.stdout).toMatch(new RegExp(`^Administration scripts .* ${shortId}$`, "m"));
    expect((await hunt(["token", "revoke", shortId, "--dry-run"])).stderr).toContain(
      "Administration scripts",
    );
  });

  it("shows the fingerprint instead of an ID if the record is a guess", async () => {
    setTokens(["CI", "CI"]);

    const { stdout } = await hunt(["token", "check"]);

    expect(stdout).toMatch(/^Fingerprint +e5b48f65$/m);
    expect(stdout).not.toMatch(/^ID /m);
  });

  it("exits with code 0 if the token is healthy", async () => {
    expect(await hunt(["token", "check"])).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "✓ The HUNT token is healthy: 264 days left.

      Instance     HUNT
      User         admin@example.com
      Role         admin
      Description  Administration scripts
      ID           7a31c683
      Created      2025-11-21 00:00 UTC
      Expires      2026-11-21 00:00 UTC (by HUNT's own record)

      2025-11-21 ███████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 2026-11-21
      ",
      }
    `);
  });

  it("exits with code 10 if the token expires within --warn-days", async () => {
    const { code, stdout, stderr } = await hunt(["token", "check", "--warn-days", "300"]);

    expect(code).toBe(10);
    expect(stdout).toMatch(/^! The HUNT token expires in 264 days\.\n/);
    expect(stderr).toBe(
      "Tokens cannot be renewed. Run `hunt token rotate`, or create a new token in HUNT: Account icon > Admin > Users & Tokens > API Tokens > Create new token.\n",
    );
  });

  it("exits with code 11 if HUNT reports that the token has expired", async () => {
    const { code, stdout } = await hunt(["token", "check"], { token: sandbox().tokens.expired });

    expect(code).toBe(11);
    expect(stdout).toMatch(/^✗ The HUNT token has expired\.\n/);
  });

  it("exits with code 12 if HUNT does not accept the token", async () => {
    const { code, stdout } = await hunt(["token", "check", "--json"], { token: "a".repeat(64) });

    expect(code).toBe(12);
    expect(await expectValidOutput("token check", stdout)).toMatchObject({
      status: "rejected",
      daysLeft: null,
      source: "none",
    });
  });

  it("exits with code 13 if no server responds", async () => {
    const { code, stdout } = await run(["token", "check", "--json"], {
      env: { HUNT_INSTANCE: "http://127.0.0.1:9", HUNT_TOKEN: sandbox().tokens.admin },
    });

    expect(code).toBe(13);
    expect(await expectValidOutput("token check", stdout)).toMatchObject({
      status: "unreachable",
      reason: "refused",
    });
  });

  it("exits with code 14 if the expiry date is unknown", async () => {
    denyTokenList();

    const { code, stderr } = await hunt(["token", "check"]);

    expect(code).toBe(14);
    expect(stderr).toContain("hunt token check --created 2026-03-31");
  });

  it("calculates the expiry date from --created if HUNT does not return it", async () => {
    denyTokenList();

    const { code, stdout } = await hunt(["token", "check", "--created", "2026-02-01", "--json"]);

    expect(code).toBe(0);
    expect(await expectValidOutput("token check", stdout)).toMatchObject({
      status: "healthy",
      source: "stated",
      expiresAt: "2027-02-01T00:00:00.000Z",
    });
  });

  it.each([
    ["2026-03-02", '--created: "2026-03-02" is in the future (UTC).'],
    ["last spring", "--created: not a valid date. Use an ISO 8601 date, such as 2026-03-31"],
  ])("exits with code 2 and names --created if it is %s", async (created, message) => {
    const { code, stdout, stderr } = await hunt(["token", "check", "--created", created]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(`hunt: ${message}`);
  });

  it("reports that the token may expire if HUNT does not return last uses", async () => {
    setTokens(["ok", "other"]);

    const { stdout } = await hunt(["token", "check", "--warn-days", "3000"]);

    expect(stdout).toMatch(/^! The HUNT token may expire in \d+ days\.\n/);
    expect(stdout).toMatch(/May expire +2/);
  });

  it("shows that a record was found only by its description", async () => {
    setTokens(["ok", "other"]);

    const { stdout } = await hunt(["token", "check", "--description", "ok", "--warn-days", "3000"]);

    expect(stdout).toMatch(/^! The HUNT token may expire in \d+ days\.\n/);
    expect(stdout).toContain("ok, by its description only\n");
  });

  it("exits with code 2 if --warn-days is not a number", async () => {
    expect(await hunt(["token", "check", "--warn-days", "soon"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'hunt: Invalid value "soon" for --warn-days.\nUse a whole number of at least 0, for example 30.\n',
    });
  });

  it("prints JSON that matches the schema", async () => {
    const { stdout } = await hunt(["token", "check", "--json"]);

    expect(await expectValidOutput("token check", stdout)).toMatchObject({
      status: "healthy",
      instance: "HUNT",
      user: "admin@example.com",
      daysLeft: 264,
      source: "hunt",
      reason: null,
    });
  });
});

describe("hunt token check --description", () => {
  const warning =
    'You have no token described "nix". The result is for "ok".\nRun `hunt token list` to show the descriptions of your tokens.\n';

  it("warns if no token has the description, and checks the record that expires first", async () => {
    setTokens(["ok", "other"]);

    const { code, stdout, stderr } = await hunt(["token", "check", "--description", "nix"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/ok, the earliest of 2 candidates\n/);
    expect(stderr).toBe(warning);
  });

  it("warns on stderr if no token has the description, also with --json", async () => {
    setTokens(["ok", "other"]);

    const { code, stdout, stderr } = await hunt(["token", "check", "--description", "nix", "--json"]);

    expect(code).toBe(0);
    expect(stderr).toBe(warning);
    expect(await expectValidOutput("token check", stdout)).toMatchObject({
      description: "ok",
      match: { by: "earliest", candidates: 2 },
    });
  });

  it("warns if the only token of the user has another description", async () => {
    const { stderr } = await hunt(["token", "check", "--description", "nix"], {
      token: sandbox().tokens.analyst,
    });

    expect(stderr).toContain('The description of this token in HUNT is "Triage notebook", not "nix".\n');
  });

  it("warns if the only token of the user has no description", async () => {
    setTokens([null]);

    const { stderr } = await hunt(["token", "check", "--description", "nix"]);

    expect(stderr).toContain(
      'You have no token described "nix". The result is for one without a description.\n',
    );
  });

  it("prints the description in HUNT if HUNT identifies the token by its value", async () => {
    const token = sandbox().tokens.admin;
    setTokens(["ok"], token);

    const { code, stdout, stderr } = await hunt(["token", "check", "--description", "nix", "--json"], {
      token,
    });

    expect(code).toBe(0);
    expect(stderr).toBe(
      'The description of this token in HUNT is "ok", not "nix".\nRun `hunt token list` to show the descriptions of your tokens.\n',
    );
    expect(await expectValidOutput("token check", stdout)).toMatchObject({ match: { by: "value" } });
  });

  it.each([" ok ", "twice"])("prints no warning if a token has the description: %j", async (description) => {
    setTokens(["ok", "twice", "twice"]);

    const { code, stderr } = await hunt(["token", "check", "--description", description]);

    expect(code).toBe(0);
    expect(stderr).toBe("");
  });

  it("prints no warning if HUNT does not return the records of tokens", async () => {
    denyTokenList();

    const { stderr } = await hunt(["token", "check", "--description", " nix ", "--created", "2026-02-01"]);

    expect(stderr).toBe("");
  });

  it("escapes control characters in descriptions", async () => {
    setTokens(["a\u001b[2J\n::error::b"]);

    const { stderr } = await hunt(["token", "check", "--description", "nix\u001b[2J\n::error::c"]);

    expect(stderr).toContain(
      'You have no token described "nix\\u001b[2J\\n::error::c". The result is for "a\\u001b[2J\\n::error::b".\n',
    );
    expect(stderr).not.toContain("\u001b");
  });
});
