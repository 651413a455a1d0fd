import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { readMark } from "../../src/issue/marked-text.js";
import { run } from "../helpers.js";
import { issues, opening, scenario, type Scenario } from "../issue/scenario.js";

const dayMs = 86_400_000;

async function start(): Promise<Sandbox> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  // An hour back, because some seeds have times at the boundary of a day.
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

/** Reports on all tokens that expire within 40 days, with the token of an admin. */
const reportAsAdmin = (sandbox: Sandbox) =>
  run({ instance: sandbox.url, token: sandbox.tokens.admin, fleet: "true", "warn-days": "40" });

describe("the report with an admin's token", () => {
  it("logs how many tokens expire soon, and adds one warning per token", async () => {
    const { exitCode, annotations, log } = await reportAsAdmin(await start());

    expect(exitCode).toBe(0);
    expect(log).toContain("2 of 7 HUNT tokens expire within 40 days, and 1 expired recently.");
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
  });

  it("sets the output fleet to the tokens of all users that expire soon or expired recently", async () => {
    const { outputs } = await reportAsAdmin(await start());

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
  });

  it("adds tables of the tokens and a chart to the summary", async () => {
    const { summary } = await reportAsAdmin(await start());

    expect(summary).toContain("### ⚠️ 2 of 7 HUNT tokens expire within 40 days");
    expect(summary).toMatch(
      /\| `pipeline@example\.com` \| `Release pipeline` \| \d{4}-\d\d-\d\d \d\d:\d\d UTC \| in 10 days \|/,
    );
    expect(summary).toMatch(
      /```mermaid\ngantt\n[^`]* {2}» Release pipeline \(pipeline@example\.com\) :crit, \d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d\n/,
    );
    expect(summary).toMatch(
      /These tokens expired within the last 40 days[^`]*`legacy@example\.com` \| `Old build server`/,
    );
  });

  it("shows the same ID of a token as the check of that token", async () => {
    const sandbox = await start();

    const check = await run({ instance: sandbox.url, "warn-days": "40", token: sandbox.tokens.expiring });
    const fleet = await reportAsAdmin(sandbox);

    const [, id = "none"] = /^\| ID \| `([0-9a-f]{8})` \|$/m.exec(check.summary) ?? [];

    expect(check.annotations[0]!.message).toContain(`"Release pipeline" (ID ${id})`);
    expect(fleet.annotations[0]!.message).toContain(`"Release pipeline" (ID ${id})`);
    expect(fleet.summary).toMatch(new RegExp(`\`Release pipeline\`.* \\| \`${id}\` \\|`));
    expect(check.summary).not.toContain("Fingerprint");
    expect(JSON.parse(fleet.outputs["fleet"]!)).toMatchObject({
      expiring: [{ id: expect.stringMatching(new RegExp(`^${id}-`)) }, {}],
    });
  });

  it("lists users whose tokens HUNT does not return, and reports on all other tokens", async () => {
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
      title: "The report does not include the tokens of some users",
      message:
        "HUNT did not return the tokens of these users (access denied): reporting@example.com. (ACTION_TOKENS_NOT_SHOWN)",
    });
    expect(summary).toContain(
      "HUNT did not return the tokens of these users (access denied): `reporting@example.com`.",
    );
  });

  it("does not include tokens without a description, because HUNT creates these for logins", async () => {
    const sandbox = await start();
    await post(
      sandbox,
      "users",
      { username: "ana", email: "ana@example.com", password: "open sesame" },
      sandbox.tokens.admin,
    );
    await post(sandbox, "users/login", { username: "ana", password: "open sesame" });

    const { outputs, summary } = await reportAsAdmin(sandbox);

    expect(JSON.parse(outputs["fleet"]!)).toMatchObject({ tokens: 7, sessions: 1 });
    expect(summary).toContain("Not included: 1 token without a description. HUNT creates these for logins.");
  });

  it("adds at most nine warnings, soonest to expire first, and counts the other tokens", async () => {
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
    expect(annotations[8]).toMatchObject({ level: "warning", title: "11 more HUNT tokens expire soon" });
    expect(summary.match(/`Batch \d+`/g)).toHaveLength(12);
  });

  it("reports on all tokens without a check", async () => {
    const sandbox = await start();

    const { exitCode, outputs } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.admin,
      fleet: "true",
      check: "false",
    });

    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBeUndefined();
    expect(JSON.parse(outputs["fleet"]!)).toMatchObject({ tokens: 7, expiring: [{}] });
  });

  it("does not request lists of tokens if the token is not valid", async () => {
    const sandbox = await start();

    const { exitCode, outputs } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.expired,
      fleet: "true",
    });

    expect(exitCode).toBe(1);
    expect(outputs["fleet"]).toBeUndefined();
    expect(sandbox.requests.filter(({ path }) => /accessTokens/i.test(path))).toEqual([]);
  });
});

describe("the report with an analyst's token", () => {
  it("reports only on the tokens of the token's user if the user is not an admin, and adds a notice", async () => {
    const sandbox = await start();

    const { exitCode, annotations, outputs, summary } = await run({
      instance: sandbox.url,
      token: sandbox.tokens.analyst,
      fleet: "true",
    });

    expect(exitCode).toBe(0);
    expect(JSON.parse(outputs["fleet"]!)).toMatchObject({ scope: "owner", tokens: 1, expiring: [] });
    expect(annotations).toEqual([
      {
        level: "notice",
        title: "The report has only the tokens of this token's user",
        message: "For the tokens of all users, use an admin's token. (ACTION_OWN_TOKENS_ONLY)",
      },
    ]);
    expect(summary).toContain("### ✅ The only HUNT token does not expire within 30 days");
    expect(summary).toContain("The report has only the tokens of this token's user.");
  });
});

describe("an instance that fails during the report", () => {
  it("fails the step if a list of tokens cannot be read", async () => {
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

describe("the issue about all tokens", () => {
  /** Starts a sandbox and GitHub with an open issue about the tokens that expire within 40 days. */
  async function startWithIssue() {
    const sandbox = await start();
    const { act, sent, github } = await scenario();
    const report = (warnDays: string) =>
      act({ instance: sandbox.url, token: sandbox.tokens.admin, fleet: "true", "warn-days": warnDays });
    await report("40");
    return { sandbox, act, sent, github, report };
  }

  /** Returns the comments of the first issue without their marks. */
  const readComments = ({ github }: Pick<Scenario, "github">) =>
    github.issues()[0]!.comments.map(({ body }) => body.split("\n").slice(1).join("\n"));

  it("opens one issue about all tokens that expire soon", async () => {
    const { sent, github } = await startWithIssue();

    expect(sent()).toEqual(opening);
    expect(github.issues()).toMatchObject([
      {
        title: expect.stringMatching(/^Replace the HUNT tokens at .* that are about to expire$/),
        body: expect.stringContaining("| `reporting@example.com` | `Monthly report` |"),
        comments: [],
      },
    ]);
  });

  it("does not change the issue about all tokens if nothing has changed", async () => {
    const { report, sent } = await startWithIssue();
    sent();

    await report("40");

    expect(sent()).toEqual([`GET ${issues} 200`]);
  });

  it("comments on the issue about all tokens with those that crossed a threshold", async () => {
    const { sandbox, report, github } = await startWithIssue();
    sandbox.clock.advance(6 * dayMs);

    await report("40");

    expect(readComments({ github })).toEqual([
      "⚠️ **These tokens need attention:**\n\n" +
        "- `Release pipeline` of `pipeline@example.com` expires in 4 days\n" +
        "- `Monthly report` of `reporting@example.com` expires in 29 days",
    ]);
  });

  it("comments on the issue about all tokens with those that expired", async () => {
    const { sandbox, report, github } = await startWithIssue();
    sandbox.clock.advance(6 * dayMs);
    await report("40");
    sandbox.clock.advance(5 * dayMs);

    await report("40");

    expect(readComments({ github }).at(-1)).toBe(
      "⚠️ **These tokens need attention:**\n\n- `Release pipeline` of `pipeline@example.com` expired less than a day ago",
    );
  });

  it("does not close the issue about all tokens in a run with smaller warn-days", async () => {
    const { report, sent } = await startWithIssue();
    sent();

    await report("0");

    expect(sent()).toEqual([`GET ${issues} 200`]);
  });

  it("closes the issue about all tokens if no token of it expires soon anymore", async () => {
    const { sandbox, report, github } = await startWithIssue();
    sandbox.clock.advance(36 * dayMs);

    await report("0");

    expect(github.issues()[0]!.state).toBe("closed");
    expect(readComments({ github })).toEqual(["✅ No token expires within 0 days."]);
  });

  it("opens an issue about the admin's token if that token is not valid", async () => {
    const sandbox = await start();
    const { act, github } = await scenario();

    await act({ instance: sandbox.url, token: sandbox.tokens.expired, fleet: "true", "warn-days": "5" });

    expect(github.issues()).toMatchObject([
      { state: "open", body: expect.stringContaining("### ❌ The HUNT token has expired") },
    ]);
  });

  it("uses the same key for the admin's token before and after it expires", async () => {
    const sandbox = await start();
    const { act, github } = await scenario();
    const report = () =>
      act({ instance: sandbox.url, token: sandbox.tokens.admin, fleet: "true", "warn-days": "300" });
    const readKeys = () => Object.keys(readMark(github.issues()[0]!.body!)!.history.notifiedStages);
    const { outputs } = await report();
    const before = readKeys();
    sandbox.clock.advance(265 * dayMs);

    await report();

    expect(github.issues()[0]!.body).toContain("### ❌ The HUNT token has expired");
    expect(before).toContain(outputs["fingerprint"]);
    expect(readKeys()).toEqual(before);
  });

  it("closes the issue about the admin's token if a valid token replaces it", async () => {
    const sandbox = await start();
    const { act, github } = await scenario();
    await act({ instance: sandbox.url, token: sandbox.tokens.expired, fleet: "true", "warn-days": "5" });

    await act({ instance: sandbox.url, token: sandbox.tokens.admin, fleet: "true", "warn-days": "5" });

    expect(github.issues()).toMatchObject([
      { state: "closed", body: expect.stringContaining("### ✅ None of 6 HUNT tokens") },
    ]);
  });
});

describe("hostile names and descriptions", () => {
  it("escapes hostile names and descriptions in the log, warnings, summary, chart, output, and issue", async () => {
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

    expect(exitCode).toBe(0);
    expect(annotations.filter(({ level }) => level === "error")).toEqual([]);
    expect(annotations.map(({ title, message }) => title + message).join("\n")).not.toContain("##[");
    expect(JSON.parse(outputs["fleet"]!)).toMatchObject({ tokens: 8 });
    for (const text of [summary, github.issues()[0]!.body!]) {
      const chart = /```mermaid\n([^`]*)\n```\n/.exec(text)?.[1] ?? "";
      expect(chart).toMatch(/» x/);
      expect(chart).not.toMatch(/[{}"<]|::|^ *click/m);
      expect(
        text.replace(/```(mermaid|text)\n[^`]*\n```\n/g, "").replace(/(`+)(?:(?!\1).)*\1/g, ""),
      ).not.toMatch(/<img|evil|octocat|pwned/);
    }
    expect(github.issues()[0]!.body!.match(/<!--/g)).toHaveLength(2);
  });
});
