import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "../helpers.js";
import { issues, opening, scenario } from "../issue/scenario.js";

const dayMs = 86_400_000;

async function start(): Promise<Sandbox> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  // An hour back, since some of the seeds end at the very moment at which a day does.
  sandbox.clock.advance(-3_600_000);
  return sandbox;
}

async function post<T>({ api }: Sandbox, path: string, body: unknown, token = ""): Promise<T> {
  const response = await fetch(`${api}/${path}`, {
    method: "POST",
    headers: { authorization: token, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

describe("an admin's token", () => {
  it("sees everybody's tokens: a table, a chart, a warning each, and JSON", async () => {
    const sandbox = await start();
    const { exitCode, annotations, log, outputs, summary } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      fleet: "true",
      "warn-days": "40",
    });
    expect(exitCode).toBe(0);
    expect(log).toContain("2 of 7 HUNT tokens expire within 40 days, and 1 did so lately.");
    expect(annotations).toEqual([
      {
        level: "warning",
        title: "A HUNT token expires in 10 days",
        message: expect.stringMatching(
          /^"Release pipeline" \(ID [0-9a-f]{8}\) of pipeline@example\.com expires on \d{4}-/,
        ),
      },
      {
        level: "warning",
        title: "A HUNT token expires in 35 days",
        message: expect.stringMatching(/^"Monthly report" /),
      },
    ]);
    const fleet = JSON.parse(outputs["fleet"]!) as Record<string, unknown>;
    expect(fleet).toMatchObject({ scope: "instance", tokens: 7, undated: 0, sessions: 0 });
    expect(fleet["expiring"]).toMatchObject([
      {
        owner: "pipeline@example.com",
        description: "Release pipeline",
        daysLeft: 10,
        expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
      { owner: "reporting@example.com", description: "Monthly report", daysLeft: 35 },
    ]);
    expect(fleet["expired"]).toMatchObject([
      { description: "Old build server", daysLeft: -35, lastUsedAt: null },
    ]);
    expect(summary).toContain("### ⚠️ 2 of 7 HUNT tokens expire within 40 days");
    expect(summary).toMatch(
      /\| `pipeline@example\.com` \| `Release pipeline` \| \d{4}-\d\d-\d\d \d\d:\d\d UTC \| in 10 days \|/,
    );
    expect(summary).toMatch(
      /```mermaid\n%%\{init: [^\n]*%%\ngantt\n[^`]*section » pipeline@example\.com\n {2}» Release pipeline :\d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d\n/,
    );
    expect(summary).toMatch(
      /Expired within the last 40 days[^`]*`legacy@example\.com` \| `Old build server`/,
    );
  });

  it("names a token by the ID that the check of this token shows", async () => {
    const sandbox = await start();
    const inputs = { instance: sandbox.url, "warn-days": "40" };
    const check = await run({ ...inputs, token: sandbox.tokens.expiring });
    const fleet = await run({ ...inputs, token: sandbox.tokens.admin, fleet: "true" });

    const [, id = "none"] = /^\| ID \| `([0-9a-f]{8})` \|$/m.exec(check.summary) ?? [];

    expect(check.annotations[0]!.message).toContain(`"Release pipeline" (ID ${id})`);
    expect(fleet.annotations[0]!.message).toContain(`"Release pipeline" (ID ${id})`);
    expect(fleet.summary).toMatch(new RegExp(`\`Release pipeline\`.* \\| \`${id}\` \\|`));
    expect(check.summary).not.toContain("Fingerprint");
    expect(JSON.parse(fleet.outputs["fleet"]!)).toMatchObject({
      expiring: [{ id: expect.stringMatching(new RegExp(`^${id}-`)) }, {}],
    });
  });

  it("reports users whose tokens HUNT does not show, and all others", async () => {
    const sandbox = await start();
    const { id } = sandbox.records("users").find(({ username }) => username === "reporting")!;
    sandbox.faults.add({ kind: "status", status: 403, match: `GET users/${id}/accessTokens` });

    const { exitCode, annotations, outputs, summary } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      fleet: "true",
      "warn-days": "40",
    });

    expect(exitCode).toBe(0);
    expect(JSON.parse(outputs["fleet"]!)).toMatchObject({ tokens: 5, refused: ["reporting@example.com"] });
    expect(annotations.at(-1)).toEqual({
      level: "notice",
      title: "HUNT did not show the tokens of some users",
      message:
        "HUNT did not show the tokens of these users: reporting@example.com. (ACTION_TOKENS_NOT_SHOWN)",
    });
    expect(summary).toContain("HUNT did not show the tokens of these users: `reporting@example.com`.");
  });

  it("leaves the sessions of people who logged in aside", async () => {
    const sandbox = await start();
    await post(
      sandbox,
      "users",
      { username: "ana", email: "ana@example.com", password: "open sesame" },
      sandbox.tokens.admin,
    );
    await post(sandbox, "users/login", { username: "ana", password: "open sesame" });
    const { outputs, summary } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      fleet: "true",
      "warn-days": "40",
    });
    expect(JSON.parse(outputs["fleet"]!)).toMatchObject({ tokens: 7, sessions: 1 });
    expect(summary).toContain(
      "Not counted: tokens without a description, which HUNT makes when people log in (1).",
    );
  });

  it("warns as often as the runner shows warnings, of those first that die first, and counts the rest", async () => {
    const sandbox = await start();
    for (let count = 0; count < 12; count++)
      await post(sandbox, "users/me/accessTokens", { description: `Batch ${count}` }, sandbox.tokens.admin);
    const { annotations, summary } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      fleet: "true",
      "warn-days": "400",
      "token-description": "Administration scripts",
    });
    expect(annotations).toHaveLength(9);
    expect(annotations[1]?.title).toBe("A HUNT token expires in 10 days");
    expect(annotations[8]).toMatchObject({ level: "warning", title: "And 11 more HUNT tokens expire soon" });
    expect(summary.match(/`Batch \d+`/g)).toHaveLength(12);
  });

  it("does the same without a check", async () => {
    const sandbox = await start();
    const { exitCode, outputs } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      fleet: "true",
      check: "false",
    });
    expect({ exitCode, status: outputs["status"], fleet: JSON.parse(outputs["fleet"]!) }).toMatchObject({
      exitCode: 0,
      status: undefined,
      fleet: { tokens: 7, expiring: [{}] },
    });
  });

  it("that is dead sees nothing, and no list is asked for", async () => {
    const sandbox = await start();
    const { exitCode, outputs } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.expired,
      fleet: "true",
    });
    expect({ exitCode, fleet: outputs["fleet"] }).toEqual({ exitCode: 1, fleet: undefined });
    expect(sandbox.requests.filter(({ path }) => /accessTokens/i.test(path))).toEqual([]);
  });
});

describe("an analyst's token", () => {
  it("sees its owner's tokens alone, and the report says so", async () => {
    const sandbox = await start();
    const { exitCode, annotations, outputs, summary } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.analyst,
      fleet: "true",
    });
    expect({ exitCode, fleet: JSON.parse(outputs["fleet"]!) }).toMatchObject({
      exitCode: 0,
      fleet: { scope: "owner", tokens: 1, expiring: [] },
    });
    expect(annotations).toEqual([
      {
        level: "notice",
        title: "HUNT shows this token's user only their own tokens",
        message: "Only an admin's token sees those of all users. (ACTION_OWN_TOKENS_ONLY)",
      },
    ]);
    expect(summary).toContain("### ✅ The only HUNT token does not expire within 30 days");
    expect(summary).toContain("HUNT shows this token's user only their own tokens");
  });
});

describe("an instance that breaks off in between", () => {
  it("fails the step, which was to look", async () => {
    const sandbox = await start();
    sandbox.faults.add({ kind: "status", status: 503, times: Infinity, match: "GET users/*/accessTokens" });
    const { exitCode, annotations } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      fleet: "true",
      "timeout-seconds": "3",
    });
    expect(exitCode).toBe(1);
    expect(annotations).toContainEqual(
      expect.objectContaining({ level: "error", message: expect.stringContaining("503") }),
    );
  });
});

describe("the fleet's issue", () => {
  it("is one for all tokens; a comment names those that crossed a threshold, and it closes when none is left", async () => {
    const sandbox = await start();
    const { act, sent, github } = await scenario();
    const look = (warnDays: string) =>
      act({ instance: sandbox.url, token: sandbox.tokens.admin, fleet: "true", "warn-days": warnDays });
    await look("40");
    expect(sent()).toEqual(opening);
    await look("40");
    expect(sent()).toEqual([`GET ${issues} 200`]);
    expect(github.issues()).toMatchObject([
      {
        title: expect.stringMatching(/^Replace the HUNT tokens at .* that are about to expire$/),
        comments: [],
      },
    ]);
    expect(github.issues()[0]?.body).toContain("| `reporting@example.com` | `Monthly report` |");

    sandbox.clock.advance(6 * dayMs);
    await look("40");
    expect(github.issues()[0]?.comments.map(({ body }) => body.split("\n").slice(1).join("\n"))).toEqual([
      "⚠️ **These tokens came nearer to their end:**\n\n- `Release pipeline` of `pipeline@example.com` expires in 4 days\n- `Monthly report` of `reporting@example.com` expires in 29 days",
    ]);
    sandbox.clock.advance(5 * dayMs);
    await look("40");
    expect(github.issues()[0]?.comments[1]?.body).toMatch(
      /end:\*\*\n\n- `Release pipeline` of `pipeline@example\.com` expired less than a day ago$/,
    );

    sent();
    await look("0");
    expect(sent(), "a run that warns later lets it be").toEqual([`GET ${issues} 200`]);
    sandbox.clock.advance(25 * dayMs);
    await look("0");
    expect(github.issues()).toMatchObject([
      {
        state: "closed",
        comments: [{}, {}, { body: expect.stringContaining("None of 7 tokens expires within 0 days.") }],
      },
    ]);
  }, 60_000);

  it("speaks of the admin's token where that is dead, and closes with a new one", async () => {
    const sandbox = await start();
    const { act, github } = await scenario();
    await act({ instance: sandbox.url, token: sandbox.tokens.expired, fleet: "true", "warn-days": "5" });
    expect(github.issues()).toMatchObject([
      { state: "open", body: expect.stringContaining("### ❌ The HUNT token has expired") },
    ]);
    await act({ instance: sandbox.url, token: sandbox.tokens.admin, fleet: "true", "warn-days": "5" });
    expect(github.issues()).toMatchObject([
      { state: "closed", body: expect.stringContaining("### ✅ None of 6 HUNT tokens") },
    ]);
  });
});

describe("hostile names and descriptions", () => {
  it("do nothing in log, warnings, summary, chart, output and issue", async () => {
    const hostile =
      'x\n::error::pwned ##[error]pwned <!-- huntkit:end --> @octocat <img src=x> | `a` [b](https://evil.example) ``` %%{init: {}}%% : crit, click a href "javascript:1"';
    const sandbox = await start();
    await post(
      sandbox,
      "users",
      { username: "attacker", email: hostile, password: "open sesame" },
      sandbox.tokens.admin,
    );
    const { id } = await post<{ id: string }>(sandbox, "users/login", {
      username: "attacker",
      password: "open sesame",
    });
    await post(sandbox, "users/me/accessTokens", { description: hostile }, id);
    const { act, github } = await scenario();
    const { exitCode, annotations, outputs, summary } = await act({
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      fleet: "true",
      "warn-days": "400",
    });
    expect({ exitCode, errors: annotations.filter(({ level }) => level === "error") }).toEqual({
      exitCode: 0,
      errors: [],
    });
    expect(annotations.map(({ title, message }) => title + message).join("\n")).not.toContain("##[");
    expect(JSON.parse(outputs["fleet"]!)).toMatchObject({ tokens: 8 });
    for (const text of [summary, github.issues()[0]!.body!]) {
      // Its first line is our own directive.
      const chart =
        /```mermaid\n%%\{init: \{"gantt": \{"leftPadding": \d+\}\}\}%%\n([^`]*)\n```\n/.exec(text)?.[1] ?? "";
      expect(chart).toMatch(/» x/);
      expect(chart).not.toMatch(/[{}"<]|::|^ *click/m);
      expect(
        text.replace(/```(mermaid|text)\n[^`]*\n```\n/g, "").replace(/(`+)(?:(?!\1).)*\1/g, ""),
      ).not.toMatch(/<img|evil|octocat|pwned/);
    }
    expect(github.issues()[0]!.body!.match(/<!--/g)).toHaveLength(2);
  });
});
