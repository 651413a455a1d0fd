import { describe, expect, it, onTestFinished } from "vitest";
import { inputDeclarations } from "../src/inputs/inputs.js";
import { nowhere, run, unknownToken, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const check = (who: "admin" | "expiring" | "expired" | "analyst", inputs: Record<string, string> = {}) =>
  run({ instance: sandbox().url, token: sandbox().tokens[who], ...inputs });

describe("a healthy token", () => {
  it("passes with one line in the log, a card in the summary, and all outputs", async () => {
    const { exitCode, annotations, log, outputs, summary } = await check("admin");
    expect(exitCode).toBe(0);
    expect(annotations).toEqual([]);
    expect(log.filter((line) => line !== "")).toEqual([
      expect.stringMatching(/^The HUNT token is healthy: 264 days left\. .*admin@example\.com/),
    ]);
    expect(outputs).toEqual({
      status: "healthy",
      "expires-at": expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      "days-left": "264",
      "expiry-source": "hunt",
      user: "admin@example.com",
      fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(summary).toContain("### ✅ The HUNT token is healthy: 264 days left");
    expect(summary).toContain("| User | `admin@example.com` |");
    expect(summary).toMatch(/\d{4}-\d\d-\d\d █+░+ \d{4}-\d\d-\d\d\n +▲ today/);
  });

  it.each([{ "secret-name": "HUNT_TOKEN" }, { "secrets-token": "stand-in-for-a-token" }])(
    "says no more with half of what the secret's date takes: %j",
    async (half) => {
      const { exitCode, annotations, log } = await check("admin", half);
      expect({ exitCode, annotations, lines: log.filter((line) => line !== "").length }).toEqual({
        exitCode: 0,
        annotations: [],
        lines: 1,
      });
    },
  );

  it("of an analyst passes as well", async () => {
    expect(await check("analyst")).toMatchObject({
      exitCode: 0,
      outputs: { status: "healthy", user: "analyst@example.com" },
    });
  });
});

describe("inputs from variables that are not set", () => {
  it.each(["", "  "])("have their default values if all are %j", async (blank) => {
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
  it("passes with a warning that names the days, the date and the way to a new one", async () => {
    const { exitCode, annotations, outputs, summary } = await check("expiring");
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ status: "expiring", "days-left": "10" });
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
    expect(summary).toContain("### ⚠️ The HUNT token expires in 10 days");
  });

  it("of an analyst is renewed on the analyst's own page", async () => {
    const { annotations } = await check("analyst", { "warn-days": "300" });
    expect(annotations[0]?.message).toContain("Account icon > My Profile > API Tokens > Create New Token.");
  });

  it("is no more than healthy with warn-days below its days", async () => {
    expect(await check("expiring", { "warn-days": "10" })).toMatchObject({
      exitCode: 0,
      annotations: [],
      outputs: { status: "healthy" },
    });
  });

  it("fails with fewer days left than fail-days", async () => {
    const { exitCode, annotations, outputs } = await check("expiring", { "fail-days": "11" });
    expect({ exitCode, status: outputs["status"] }).toEqual({ exitCode: 1, status: "expiring" });
    expect(annotations).toEqual([
      {
        level: "error",
        title: "The HUNT token expires in 10 days",
        message: expect.stringContaining("sooner than the 11 days that fail-days asks for"),
      },
    ]);
    expect(await check("expiring", { "fail-days": "10" })).toMatchObject({ exitCode: 0 });
  });
});

describe("a dead token", () => {
  it("fails as expired while HUNT says so, then as rejected", async () => {
    const expired = await check("expired");
    expect(expired).toMatchObject({
      exitCode: 1,
      outputs: { status: "expired", "expires-at": "", "days-left": "", "expiry-source": "none", user: "" },
    });
    expect(expired.annotations).toEqual([
      {
        level: "error",
        title: "The HUNT token has expired",
        message: expect.stringContaining("HUNT itself says that it has expired"),
      },
    ]);

    const rejected = await check("expired");
    expect(rejected).toMatchObject({ exitCode: 1, outputs: { status: "rejected" } });
    expect(rejected.annotations).toEqual([
      {
        level: "error",
        title: "HUNT does not accept the token",
        message: expect.stringContaining("expired some time ago"),
      },
    ]);
  });

  it("fails as expired where the stated date tells", async () => {
    const { exitCode, outputs, summary } = await run({
      instance: sandbox().url,
      token: unknownToken,
      created: "2020-02-29",
    });
    expect({ exitCode, outputs }).toMatchObject({
      exitCode: 1,
      outputs: { status: "expired", "expires-at": "2021-02-28T00:00:00.000Z", "expiry-source": "stated" },
    });
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

  it("is a guess if HUNT does not report uses: the first to expire, which may expire then", async () => {
    hideUses();

    const { annotations, log, summary } = await check("analyst", { "warn-days": "360" });

    expect(annotations[0]?.title).toMatch(/^The HUNT token may expire in \d+ days$/);
    expect(log[0]).toContain("but it may expire on");
    expect(log[0]).toContain("2 tokens of this user could be this one");
    expect(log[0]).not.toContain("Triage notebook");
    expect(summary).toContain("| Description | `Triage notebook` (a guess) |");
    expect(summary).toContain("| May expire |");
  });

  it("is also a guess if only its description identifies it", async () => {
    hideUses();

    const { log, outputs } = await check("analyst", { "token-description": "Second", "warn-days": "360" });

    expect(log[0]).toContain("may expire");
    expect(log[0]).toContain("identified only by its description");
    expect(outputs["days-left"]).toMatch(/^35[45]$/);
  });

  it("is not a guess if exactly one last use changes with the check's own request", async () => {
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

describe("a description that no token has", () => {
  it("is reported, and the date is a guess", async () => {
    const { log, exitCode } = await check("expiring", { "token-description": "no such" });
    expect(exitCode).toBe(0);
    expect(log[0]).toContain("HUNT describes this token differently from the input token-description.");
  });
});

describe("a summary that cannot be written", () => {
  it("is a warning, not a failed step", async () => {
    const { exitCode, annotations, outputs } = await run(
      { instance: sandbox().url, token: sandbox().tokens.admin },
      { env: { GITHUB_STEP_SUMMARY: "/no/such/folder/summary.md" } },
    );
    expect({ exitCode, status: outputs["status"] }).toEqual({ exitCode: 0, status: "healthy" });
    expect(annotations).toEqual([
      {
        level: "warning",
        title: "",
        message: expect.stringContaining("The job summary could not be written"),
      },
    ]);
  });

  it("is nothing where the runner offers none", async () => {
    expect(
      await run(
        { instance: sandbox().url, token: sandbox().tokens.admin },
        { env: { GITHUB_STEP_SUMMARY: "" } },
      ),
    ).toMatchObject({ exitCode: 0, annotations: [] });
  });
});

describe("a list of tokens that fails", () => {
  it("is said with what went wrong", async () => {
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

  it("is said with the half that the secret's date lacks, since that date would have stood in", async () => {
    sandbox().faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 502,
      times: Infinity,
    });
    const { annotations } = await check("admin", { "secret-name": "HUNT_TOKEN" });
    expect(annotations).toEqual([
      {
        level: "notice",
        title: expect.any(String),
        message: expect.stringMatching(/Run the check again\. Or give secrets-token: it is empty/),
      },
    ]);
  });
});

describe("a token in its last day", () => {
  const last = useSandbox();

  it("expires in less than a day, not in 0 days", async () => {
    last().clock.advance(264.2 * 86_400_000);
    const { annotations, outputs } = await run({ instance: last().url, token: last().tokens.admin });
    expect(annotations[0]?.title).toBe("The HUNT token expires in less than a day");
    expect(outputs["days-left"]).toBe("0");
  });
});

describe("a token whose expiry HUNT does not tell", () => {
  const refused = useSandbox({ tokenLists: "refused" });
  const checkRefused = (inputs: Record<string, string> = {}) =>
    run({ instance: refused().url, token: refused().tokens.admin, ...inputs });
  /** And half a day, so that no test runs at the turn of a day. */
  // oxlint-disable-next-line no-restricted-properties -- The Action is a process with the real clock.
  const daysAgo = (days: number) => new Date(Date.now() - (days + 0.5) * 86_400_000).toISOString();

  it("passes with a notice that says how to state its date", async () => {
    const { exitCode, annotations, outputs } = await checkRefused();
    expect({ exitCode, outputs }).toMatchObject({
      exitCode: 0,
      outputs: { status: "unknown-expiry", "expiry-source": "none", user: "admin@example.com" },
    });
    expect(annotations).toEqual([
      {
        level: "notice",
        title: "The HUNT token is valid, but its expiry date is unknown",
        message: expect.stringContaining("created: 2026-03-31"),
      },
    ]);
  });

  it.each([
    ["secrets-token", "secret-name", { "secret-name": "HUNT_TOKEN", "secrets-token": "" }],
    ["secret-name", "secrets-token", { "secret-name": "", "secrets-token": "stand-in-for-a-token" }],
  ])(
    "is told that %s is missing where %s is given, and stays a notice: runs of forks have no secrets",
    async (missing, given, inputs) => {
      const { exitCode, annotations, raw } = await checkRefused(inputs);
      expect(exitCode).toBe(0);
      expect(annotations).toEqual([
        {
          level: "notice",
          title: "The HUNT token is valid, but its expiry date is unknown",
          message: expect.stringContaining(
            `Or give ${missing}: it is empty, and ${given} alone does not tell`,
          ),
        },
      ]);
      expect(annotations[0]?.message).toContain("created: 2026-03-31");
      expect(raw.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain("stand-in-for-a-token");
    },
  );

  it("is told of neither where neither is given, where both are, or where the date is stated", async () => {
    const both = { "secret-name": "HUNT_TOKEN", "secrets-token": "stand-in-for-a-token" };
    const env = { GITHUB_REPOSITORY: "acme/website", GITHUB_API_URL: nowhere };
    for (const { raw } of [
      await checkRefused(),
      await run({ instance: refused().url, token: refused().tokens.admin, ...both }, { env }),
      await checkRefused({ "secret-name": "HUNT_TOKEN", created: daysAgo(30) }),
    ]) {
      expect(raw).not.toContain("it is empty");
    }
  });

  it("goes by the date that is stated", async () => {
    expect(await checkRefused({ created: daysAgo(30) })).toMatchObject({
      exitCode: 0,
      outputs: { status: "healthy", "expiry-source": "stated", "days-left": "334" },
    });
    expect(await checkRefused({ created: daysAgo(350) })).toMatchObject({
      exitCode: 0,
      annotations: [{ level: "warning" }],
      outputs: { status: "expiring", "days-left": "14" },
    });
  });

  it("is warned of, not failed, where the stated date has passed: HUNT accepts it, so the date is wrong", async () => {
    const { exitCode, annotations, outputs } = await checkRefused({ created: daysAgo(400) });
    expect({ exitCode, status: outputs["status"] }).toEqual({ exitCode: 0, status: "unknown-expiry" });
    expect(annotations).toEqual([
      {
        level: "warning",
        title: expect.any(String),
        message: expect.stringContaining("Was the token replaced, and the input created not?"),
      },
    ]);
  });
});
