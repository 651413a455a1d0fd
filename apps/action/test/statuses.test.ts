import { describe, expect, it, onTestFinished } from "vitest";
import { inputDeclarations } from "../src/inputs/inputs.js";
import { nowhere, run, unknownToken, useSandbox } from "./helpers.js";
import { scenario } from "./issue/scenario.js";

const sandbox = useSandbox();
const check = (who: "admin" | "expiring" | "expired" | "analyst", inputs: Record<string, string> = {}) =>
  run({ instance: sandbox().url, token: sandbox().tokens[who], ...inputs });

describe("a healthy token", () => {
  it("passes with one line in the log if the token is healthy", async () => {
    const { exitCode, annotations, log } = await check("admin");

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([]);
    expect(log.filter((line) => line !== "")).toEqual([
      expect.stringMatching(/^The HUNT token is healthy: 264 days left\. .*admin@example\.com/),
    ]);
  });

  it("sets all outputs of the check for a healthy token", async () => {
    const { outputs } = await check("admin");

    expect(outputs).toEqual({
      status: "healthy",
      "expires-at": expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      "days-left": "264",
      "expiry-source": "hunt",
      user: "admin@example.com",
      fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
  });

  it("adds a card about a healthy token to the summary", async () => {
    const { summary } = await check("admin");

    expect(summary).toContain("### ✅ The HUNT token is healthy: 264 days left");
    expect(summary).toContain("| User | `admin@example.com` |");
    expect(summary).toMatch(/\d{4}-\d\d-\d\d █+░+ \d{4}-\d\d-\d\d\n +▲ today/);
  });

  it("does not warn about a missing secrets-token if HUNT returns the expiry date", async () => {
    const { act } = await scenario();
    const { url, tokens } = sandbox();

    const { exitCode, annotations } = await act({
      instance: url,
      token: tokens.admin,
      "secret-name": "HUNT_TOKEN",
    });

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([]);
  });

  it("passes for the healthy token of an analyst", async () => {
    const { exitCode, outputs } = await check("analyst");

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("healthy");
    expect(outputs["user"]).toBe("analyst@example.com");
  });
});

describe("inputs from variables that are not set", () => {
  it.each(["", "  "])("uses the default values of all inputs if they are blank: %j", async (blank) => {
    const names = Object.keys(inputDeclarations).filter((name) => name !== "instance" && name !== "token");
    const { exitCode, annotations, outputs } = await check(
      "expiring",
      Object.fromEntries(names.map((name) => [name, blank])),
    );

    expect(exitCode).toBe(0);
    expect(annotations.map(({ title }) => title)).toEqual(["The HUNT token expires in 10 days"]);
    expect(outputs["status"]).toBe("expiring");
  });
});

describe("an expiring token", () => {
  it("passes with a warning that has the expiry date and explains how to create a new token", async () => {
    const { exitCode, annotations, outputs } = await check("expiring");

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([
      {
        level: "warning",
        title: "The HUNT token expires in 10 days",
        message: expect.stringContaining(outputs["expires-at"]!.slice(0, 10)),
      },
    ]);
    expect(annotations[0]?.message).toContain(
      "Account icon > Admin > Users & Tokens > API Tokens > Create new token.",
    );
  });

  it("sets the status and the number of days left for an expiring token", async () => {
    const { outputs } = await check("expiring");

    expect(outputs["status"]).toBe("expiring");
    expect(outputs["days-left"]).toBe("10");
  });

  it("adds a card about an expiring token to the summary", async () => {
    const { summary } = await check("expiring");

    expect(summary).toContain("### ⚠️ The HUNT token expires in 10 days");
  });

  it("names the profile page as the place to create a new token if the user is not an admin", async () => {
    const { annotations } = await check("analyst", { "warn-days": "300" });

    expect(annotations[0]?.message).toContain("Account icon > My Profile > API Tokens > Create New Token.");
  });

  it("does not warn if the token expires in warn-days or more", async () => {
    const { exitCode, annotations, outputs } = await check("expiring", { "warn-days": "10" });

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([]);
    expect(outputs["status"]).toBe("healthy");
  });

  it("fails if the token expires in fewer than fail-days", async () => {
    const { exitCode, annotations, outputs } = await check("expiring", { "fail-days": "11" });

    expect(exitCode).toBe(1);
    expect(outputs["status"]).toBe("expiring");
    expect(annotations).toEqual([
      {
        level: "error",
        title: "The HUNT token expires in 10 days",
        message: expect.stringContaining(", which is in fewer than 11 days ('fail-days')."),
      },
    ]);
  });

  it("passes if the token expires in exactly fail-days", async () => {
    const { exitCode } = await check("expiring", { "fail-days": "10" });

    expect(exitCode).toBe(0);
  });
});

describe("an expired token", () => {
  const own = useSandbox();
  const checkExpired = () => run({ instance: own().url, token: own().tokens.expired });

  it("fails with the status expired first, and rejected after HUNT deleted the token", async () => {
    const expired = await checkExpired();
    const rejected = await checkExpired();

    expect(expired.exitCode).toBe(1);
    expect(expired.outputs).toMatchObject({
      status: "expired",
      "expires-at": "",
      "days-left": "",
      "expiry-source": "none",
      user: "",
    });
    expect(expired.annotations).toEqual([
      {
        level: "error",
        title: "The HUNT token has expired",
        message: expect.stringContaining("according to HUNT, it has expired"),
      },
    ]);
    expect(rejected.exitCode).toBe(1);
    expect(rejected.outputs["status"]).toBe("rejected");
    expect(rejected.annotations).toEqual([
      {
        level: "error",
        title: "HUNT does not accept the token",
        message: expect.stringContaining("expired some time ago"),
      },
    ]);
  });

  it("fails with the status expired if HUNT rejects the token after the date in created and one year", async () => {
    const { exitCode, outputs, summary } = await run({
      instance: sandbox().url,
      token: unknownToken,
      created: "2020-02-29",
    });

    expect(exitCode).toBe(1);
    expect(outputs["status"]).toBe("expired");
    expect(outputs["expires-at"]).toBe("2021-02-28T00:00:00.000Z");
    expect(outputs["expiry-source"]).toBe("stated");
    expect(summary).toMatch(/█{48} 2021-02-28/);
  });
});

describe("a token among others of its user", () => {
  const hideUses = () => {
    const daysAgo = (days: number) => new Date(sandbox().clock.now() - days * 86_400_000).toISOString();
    const body = [
      { id: "a", description: "Triage notebook", created: daysAgo(20) },
      { id: "b", description: "Second", created: daysAgo(10) },
    ];
    const match = "GET users/me/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 200, body, times: "always" });
    onTestFinished(() => sandbox().faults.clear());
  };

  it("guesses the first token to expire if HUNT does not report uses, and marks the guess", async () => {
    hideUses();

    const { annotations, log, summary } = await check("analyst", { "warn-days": "360" });

    expect(annotations[0]?.title).toMatch(/^The HUNT token may expire in \d+ days$/);
    expect(log[0]).toContain("but it may expire on");
    expect(log[0]).toContain("This could be any of 2 tokens of this user");
    expect(log[0]).not.toContain("Triage notebook");
    expect(summary).toContain("| Description | `Triage notebook` (a guess) |");
    expect(summary).toContain("| May expire |");
  });

  it("marks the token as a guess if only its description identifies it", async () => {
    hideUses();

    const { log, outputs } = await check("analyst", { "token-description": "Second", "warn-days": "360" });

    expect(log[0]).toContain("may expire");
    expect(log[0]).toContain("identified only by its description");
    expect(outputs["days-left"]).toMatch(/^35[45]$/);
  });

  it("identifies the token if exactly one last use changes with a request of the check", async () => {
    const { url, tokens } = sandbox();
    const create = await fetch(`${url}/api/users/me/accessTokens`, {
      method: "POST",
      headers: { authorization: tokens.analyst, "content-type": "application/json" },
      body: JSON.stringify({ description: "Second" }),
    });
    expect(create.status).toBe(200);

    const { log, summary } = await check("analyst", { "token-description": "Second" });

    expect(log[0]).not.toContain("may expire");
    expect(log[0]).toContain("Triage notebook");
    expect(summary).toContain("| Description | `Triage notebook` |");
  });
});

describe("token-description", () => {
  it("warns if the description of the token differs from token-description", async () => {
    const { log, exitCode } = await check("expiring", { "token-description": "no such" });

    expect(exitCode).toBe(0);
    expect(log[0]).toContain("The description of this token in HUNT differs from 'token-description'.");
  });
});

describe("the job summary", () => {
  it("warns if the job summary cannot be written", async () => {
    const { exitCode, annotations, outputs } = await run(
      { instance: sandbox().url, token: sandbox().tokens.admin },
      { env: { GITHUB_STEP_SUMMARY: "/no/such/directory/summary.md" } },
    );

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("healthy");
    expect(annotations).toEqual([
      {
        level: "warning",
        title: "",
        message: expect.stringContaining("Could not write the job summary"),
      },
    ]);
  });

  it("does not warn if the runner has no job summary", async () => {
    const { exitCode, annotations } = await run(
      { instance: sandbox().url, token: sandbox().tokens.admin },
      { env: { GITHUB_STEP_SUMMARY: "" } },
    );

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([]);
  });
});

describe("a request for the list of tokens that fails", () => {
  it("passes with a notice that has the reason if the list of tokens cannot be read", async () => {
    sandbox().faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 502,
      times: Infinity,
    });
    const { annotations, summary } = await check("admin");
    expect(annotations).toEqual([
      {
        level: "notice",
        title: expect.any(String),
        message: expect.stringMatching(/HUNT could not process the request \(502.*Run the check again/),
      },
    ]);
    expect(summary).toContain("| Error | `GET users/me/accessTokens");
  });
});

describe("a token on its last day", () => {
  const last = useSandbox();

  it("reports that the token expires in less than a day instead of 0 days", async () => {
    last().clock.advance(264.2 * 86_400_000);
    const { annotations, outputs } = await run({ instance: last().url, token: last().tokens.admin });
    expect(annotations[0]?.title).toBe("The HUNT token expires in less than a day");
    expect(outputs["days-left"]).toBe("0");
  });
});

describe("a token whose expiry date HUNT does not return", () => {
  const refused = useSandbox({ tokenLists: "refused" });
  const checkRefused = (inputs: Record<string, string> = {}) =>
    run({ instance: refused().url, token: refused().tokens.admin, ...inputs });
  /** Adds half a day, so the number of days does not change during a test. */
  // oxlint-disable-next-line no-restricted-properties -- The Action is a process with the real clock.
  const daysAgo = (days: number) => new Date(Date.now() - (days + 0.5) * 86_400_000).toISOString();

  it("passes with a notice that names the input created if the expiry date is unknown", async () => {
    const { exitCode, annotations, outputs } = await checkRefused();

    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({
      status: "unknown-expiry",
      "expiry-source": "none",
      user: "admin@example.com",
    });
    expect(annotations).toEqual([
      {
        level: "notice",
        title: "The HUNT token is valid, but its expiry date is unknown",
        message: expect.stringContaining(
          "set 'created' to the creation date of the token, for example 2026-03-31.",
        ),
      },
    ]);
  });

  it("passes with a notice that names secrets-token if only secret-name is set", async () => {
    const { act } = await scenario();
    const { url, tokens } = refused();

    const { exitCode, annotations } = await act({
      instance: url,
      token: tokens.admin,
      "secret-name": "HUNT_TOKEN",
    });

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([
      {
        level: "notice",
        title: "The HUNT token is valid, but its expiry date is unknown",
        message: expect.stringContaining(
          "Or set 'secrets-token': 'secret-name' requires it to read the date of the secret.",
        ),
      },
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ["neither is set", {}],
    ["both are set", { "secret-name": "HUNT_TOKEN", "secrets-token": "stand-in-for-a-token" }],
  ])("names no missing input for the date of the secret if %s", async (_, inputs) => {
    const env = { GITHUB_REPOSITORY: "acme/website", GITHUB_API_URL: nowhere };

    const { raw } = await run({ instance: refused().url, token: refused().tokens.admin, ...inputs }, { env });

    expect(raw).not.toContain("requires it to read the date of the secret");
  });

  it("derives the expiry date of a healthy token from created", async () => {
    const { exitCode, outputs } = await checkRefused({ created: daysAgo(30) });

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("healthy");
    expect(outputs["expiry-source"]).toBe("stated");
    expect(outputs["days-left"]).toBe("334");
  });

  it("warns if the expiry date that is derived from created is near", async () => {
    const { exitCode, annotations, outputs } = await checkRefused({ created: daysAgo(350) });

    expect(exitCode).toBe(0);
    expect(annotations.map(({ level }) => level)).toEqual(["warning"]);
    expect(outputs["status"]).toBe("expiring");
    expect(outputs["days-left"]).toBe("14");
  });

  it("warns that created is wrong if the date has passed, but HUNT accepts the token", async () => {
    const { exitCode, annotations, outputs } = await checkRefused({ created: daysAgo(400) });

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("unknown-expiry");
    expect(annotations).toEqual([
      {
        level: "warning",
        title: expect.any(String),
        message: expect.stringContaining(
          "If the token was replaced, set 'created' to the creation date of the new token.",
        ),
      },
    ]);
  });
});
