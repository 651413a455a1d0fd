import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { hunt as run, signedIn } from "../../support/hunt.js";
import { expectValidOutput } from "../../support/schema.js";

const { sandbox, hunt } = atHunt();

/** Lets HUNT list tokens so described to their user, alike in all else; their value is not told, unless given. */
function listed(descriptions: readonly (string | null)[], id: string | null = null): void {
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

describe("hunt token check", () => {
  it("shows the ID that hunt token list shows, and finds the token by it", async () => {
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
    listed(["CI", "CI"]);

    const { stdout } = await hunt(["token", "check"]);

    expect(stdout).toMatch(/^Fingerprint +e5b48f65$/m);
    expect(stdout).not.toMatch(/^ID /m);
  });

  it("tells a healthy token, and ends with 0", async () => {
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

  it("ends with 10 where fewer days are left than asked for", async () => {
    const { code, stdout, stderr } = await hunt(["token", "check", "--warn-days", "300"]);
    expect({ code, headline: stdout.split("\n")[0], stderr }).toMatchInlineSnapshot(`
      {
        "code": 10,
        "headline": "! The HUNT token expires in 264 days.",
        "stderr": "Tokens cannot be renewed. Run \`hunt token rotate\`, or create a new token in HUNT: Account icon > Admin > Users & Tokens > API Tokens > Create new token.
      ",
      }
    `);
  });

  it("ends with 11 where The token has expired, then with 12: HUNT forgets it", async () => {
    const token = sandbox().tokens.expired;
    const first = await hunt(["token", "check"], { token });
    const second = await hunt(["token", "check", "--json"], { token });
    expect({ code: first.code, headline: first.stdout.split("\n")[0] }).toEqual({
      code: 11,
      headline: "✗ The HUNT token has expired.",
    });
    expect(second.code).toBe(12);
    expect(await expectValidOutput("token check", second.stdout)).toMatchObject({
      status: "rejected",
      daysLeft: null,
      source: "none",
    });
  });

  it("ends with 13 where nothing answers", async () => {
    const { code, stdout } = await run(["token", "check", "--json"], {
      env: { HUNT_INSTANCE: "http://127.0.0.1:9", HUNT_TOKEN: sandbox().tokens.admin },
    });
    expect(code).toBe(13);
    expect(await expectValidOutput("token check", stdout)).toMatchObject({
      status: "unreachable",
      reason: "refused",
    });
  });

  it("ends with 14 where nobody says until when, and with 0 once a date is stated", async () => {
    sandbox().faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 403,
      times: "always",
    });
    expect(await hunt(["token", "check"])).toMatchObject({
      code: 14,
      stderr: expect.stringContaining("hunt token check --created 2026-03-31") as string,
    });
    const { code, stdout } = await hunt(["token", "check", "--created", "2026-02-01", "--json"]);
    expect(code).toBe(0);
    expect(await expectValidOutput("token check", stdout)).toMatchObject({
      status: "healthy",
      source: "stated",
      expiresAt: "2027-02-01T00:00:00.000Z",
    });
  });

  it("warns of a description that no token has, names the record that it goes by instead, and ends as that record does", async () => {
    listed(["ok", "other"]);
    const warning =
      'You have no token described "nix". The result is for "ok".\nRun `hunt token list` to show the descriptions of your tokens.\n';
    expect(await hunt(["token", "check", "--description", "nix"])).toMatchObject({
      code: 0,
      stderr: warning,
      stdout: expect.stringMatching(/ok, the earliest of 2 candidates\n/) as string,
    });
    const { code, stdout, stderr } = await hunt(["token", "check", "--description", "nix", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: warning });
    expect(await expectValidOutput("token check", stdout)).toMatchObject({
      description: "ok",
      match: { by: "earliest", candidates: 2 },
    });
  });

  it("warns likewise where the user has just one token, be it without a description", async () => {
    const one = await hunt(["token", "check", "--description", "nix"], { token: sandbox().tokens.analyst });
    expect(one.stderr).toContain('The description of this token in HUNT is "Triage notebook", not "nix".\n');
    listed([null]);
    expect((await hunt(["token", "check", "--description", "nix"])).stderr).toContain(
      'You have no token described "nix". The result is for one without a description.\n',
    );
  });

  it("says what the token is called where HUNT tells by its value which it is", async () => {
    const token = sandbox().tokens.admin;
    listed(["ok"], token);
    const { code, stdout, stderr } = await hunt(["token", "check", "--description", "nix", "--json"], {
      token,
    });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'The description of this token in HUNT is "ok", not "nix".\nRun `hunt token list` to show the descriptions of your tokens.\n',
    });
    expect(await expectValidOutput("token check", stdout)).toMatchObject({ match: { by: "value" } });
  });

  it("says that the token may expire then if HUNT does not report uses", async () => {
    listed(["ok", "other"]);

    const described = await hunt(["token", "check", "--description", "ok", "--warn-days", "3000"]);
    const undescribed = await hunt(["token", "check", "--warn-days", "3000"]);

    expect(described.stdout).toMatch(/^! The HUNT token may expire in \d+ days\.\n/);
    expect(described.stdout).toContain("ok, by its description only\n");
    expect(undescribed.stdout).toMatch(/^! The HUNT token may expire in \d+ days\.\n/);
    expect(undescribed.stdout).toMatch(/May expire +2/);
  });

  it("warns of no description that a token has, be there blanks around it or a second token with it", async () => {
    listed(["ok", "twice", "twice"]);
    expect(await hunt(["token", "check", "--description", " ok "])).toMatchObject({ code: 0, stderr: "" });
    expect(await hunt(["token", "check", "--description", "twice"])).toMatchObject({ code: 0, stderr: "" });
  });

  it("warns of no description where HUNT does not show its records", async () => {
    sandbox().faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 403,
      times: "always",
    });
    expect((await hunt(["token", "check", "--description", " nix ", "--created", "2026-02-01"])).stderr).toBe(
      "",
    );
  });

  it("shows a hostile description, of a token or asked for, without obeying it", async () => {
    listed(["a\u001b[2J\n::error::b"]);
    const { stderr } = await hunt(["token", "check", "--description", "nix\u001b[2J\n::error::c"]);
    expect(stderr).toContain(
      'You have no token described "nix\\u001b[2J\\n::error::c". The result is for "a\\u001b[2J\\n::error::b".\n',
    );
    expect(stderr).not.toContain("\u001b");
  });

  it("ends with 2 for a number of days that is none, and says how to write it", async () => {
    expect(await hunt(["token", "check", "--warn-days", "soon"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'hunt: Invalid value "soon" for --warn-days.\nUse a whole number of at least 0, for example 30.\n',
    });
  });

  it("prints JSON that fits the schema", async () => {
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
