import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { hunt as run } from "../support/hunt.js";
import { expectFitting } from "../support/schema.js";

const { sandbox, hunt } = atHunt();

describe("hunt token check", () => {
  it("tells a healthy token, and ends with 0", async () => {
    expect(await hunt(["token", "check"])).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "",
        "stdout": "✓ The token is healthy: it expires in 264 days.

      Instance     HUNT
      User         admin@example.com
      Role         admin
      Description  Administration scripts
      Fingerprint  e5b48f65
      Created      2025-11-21 00:00 UTC
      Expires      2026-11-21 00:00 UTC, by HUNT's own record

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
        "headline": "! The token expires in 264 days.",
        "stderr": "A token cannot be renewed. \`hunt token rotate\` puts a new one in its place; or create one in HUNT: Account icon > Admin > Users & Tokens > API Tokens > Create new token.
      ",
      }
    `);
  });

  it("ends with 11 where HUNT says that the token has expired, then with 12: HUNT forgets it", async () => {
    const token = sandbox().tokens.expired;
    const first = await hunt(["token", "check"], { token });
    const second = await hunt(["token", "check", "--json"], { token });
    expect({ code: first.code, headline: first.stdout.split("\n")[0] }).toEqual({ code: 11, headline: "✗ The token has expired, HUNT says." });
    expect(second.code).toBe(12);
    expect(await expectFitting("token check", second.stdout)).toMatchObject({ status: "rejected", daysLeft: null, source: "none" });
  });

  it("ends with 13 where nothing answers", async () => {
    const { code, stdout } = await run(["token", "check", "--json"], { env: { HUNT_INSTANCE: "http://127.0.0.1:9", HUNT_TOKEN: sandbox().tokens.admin } });
    expect(code).toBe(13);
    expect(await expectFitting("token check", stdout)).toMatchObject({ status: "unreachable", reason: "refused" });
  });

  it("ends with 14 where nobody says until when, and with 0 once a date is stated", async () => {
    sandbox().faults.add({ match: "GET users/me/accessTokens", kind: "status", status: 403, times: "always" });
    expect(await hunt(["token", "check"])).toMatchObject({ code: 14, stderr: expect.stringContaining("hunt token check --created 2026-03-31") as string });
    const { code, stdout } = await hunt(["token", "check", "--created", "2026-02-01", "--json"]);
    expect(code).toBe(0);
    expect(await expectFitting("token check", stdout)).toMatchObject({ status: "healthy", source: "stated", expiresAt: "2027-02-01T00:00:00.000Z" });
  });

  it("ends with 2 for a number of days that is none, and says how to write it", async () => {
    expect(await hunt(["token", "check", "--warn-days", "soon"])).toEqual({
      code: 2, stdout: "", stderr: 'hunt: --warn-days: "soon" is no whole number from 0 on.\nWrite it in digits, such as --warn-days 30.\n',
    });
  });

  it("prints JSON that fits the schema", async () => {
    const { stdout } = await hunt(["token", "check", "--json"]);
    expect(await expectFitting("token check", stdout)).toMatchObject({ status: "healthy", instance: "HUNT", user: "admin@example.com", daysLeft: 264, source: "hunt", reason: null });
  });
});
