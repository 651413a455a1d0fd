import { describe, expect, it } from "vitest";
import { run, unknownToken, useSandbox } from "../helpers.js";
import { issues, opening, scenario } from "./scenario.js";

const sandbox = useSandbox();
const expiring = () => ({
  instance: sandbox().url,
  token: sandbox().tokens.expiring,
  "secret-name": "HUNT_TOKEN",
});
const advice =
  "Set `permissions: issues: write` for the job, and `github-token: ${{ github.token }}` for the step. " +
  "The token of a pull request from a fork cannot have this permission, and the one of a Dependabot run has it only if you set `permissions`.";

describe("an issue that cannot be updated", () => {
  it("fails the step if github-token has no permission to write issues", async () => {
    const { act, sent, github } = await scenario({ permissions: { issues: "read" } });

    const { exitCode, annotations, outputs, summary } = await act(expiring());

    expect(exitCode).toBe(1);
    expect(outputs["status"]).toBe("expiring");
    const message = `GitHub denied the request (403: Resource not accessible by integration). ${advice} (ACTION_ISSUE_DENIED)`;
    expect(annotations[1]).toEqual({
      level: "error",
      title: "Could not update the tracking issue",
      message,
    });
    expect(summary).toContain("### ❌ Could not update the tracking issue");
    expect(summary).toContain(message);
    expect(sent()).toEqual([
      `GET ${issues} 200`,
      "GET /repos/acme/website/labels/hunt-token 404",
      "POST /repos/acme/website/labels 403",
    ]);
    expect(github.issues()).toEqual([]);
  });

  it("fails the step if github-token is not valid", async () => {
    const { act } = await scenario();

    const { exitCode, annotations } = await act({ ...expiring(), "github-token": "ghs_unknown" });

    expect(exitCode).toBe(1);
    expect(annotations[1]?.message).toContain("GitHub rejected 'github-token' (401: Bad credentials)");
  });

  it("fails the step if the issues of the repository are disabled", async () => {
    const { act } = await scenario({
      repositories: [{ name: "acme/website", hasIssues: false, labels: ["hunt-token"] }],
    });

    const { exitCode, annotations } = await act(expiring());

    expect(exitCode).toBe(1);
    expect(annotations[1]?.message).toMatch(
      /^Issues are disabled in this repository \(410: .*\)\. Enable them in its settings, or remove 'issue'\./,
    );
  });

  it("warns about GitHub's rate limit without advice about permissions", async () => {
    const { act } = await scenario({ faults: [{ kind: "secondary-limit", times: "always" }] });

    const { exitCode, annotations } = await act(expiring());

    expect(exitCode).toBe(0);
    expect(annotations[1]?.message).toMatch(
      /^GitHub's rate limit was exceeded: .* The next run tries again\. \(ACTION_ISSUE_OUTDATED\)$/,
    );
  });

  it.each([
    ["the connection is reset", { kind: "reset" }, /^Could not reach GitHub: /],
    [
      "GitHub returns an error with a hostile text",
      { kind: "status", status: 502, message: "x\n::error::pwned ##[error]pwned" },
      /^GitHub returned status 502: x\\n::error::pwned ## \[error\]pwned/,
    ],
  ] as const)("warns with the reason if %s", async (_, fault, message) => {
    const { act } = await scenario({ faults: [fault] });

    const { exitCode, annotations } = await act(expiring());

    expect(exitCode).toBe(0);
    expect(annotations).toEqual([
      expect.anything(),
      expect.objectContaining({ level: "warning", message: expect.stringMatching(message) }),
    ]);
  });

  it("fails the step for an invalid token even if the issue cannot be updated", async () => {
    const { act } = await scenario({ permissions: { issues: "none" } });

    const { exitCode, annotations } = await act({ instance: sandbox().url, token: unknownToken });

    expect(exitCode).toBe(1);
    expect(annotations.map(({ level }) => level)).toEqual(["error", "error"]);
  });

  it("opens the issue without assignees who have no access to the repository, and warns", async () => {
    const { act, sent, github } = await scenario();

    const { annotations } = await act({ ...expiring(), "issue-assignees": "octocat, stranger" });

    expect(annotations[1]?.message).toMatch(
      /^Could not assign the issue to stranger\. An assignee must have/,
    );
    expect(sent()).toEqual([...opening, `POST ${issues}/1/assignees 201`]);
    expect(github.issues()).toMatchObject([{ assignees: ["octocat"] }]);
  });
});

describe("a person's github-token", () => {
  it("opens one issue with the token of a person", async () => {
    const { act, github, sent } = await scenario();

    await act({ ...expiring(), "github-token": github.tokens.maintainer });

    expect(sent()).toHaveLength(opening.length + 1);
    expect(github.issues()).toMatchObject([{ user: "octocat", state: "open" }]);
  });

  it("finds the issue of a person again in the next run", async () => {
    const { act, github, sent } = await scenario();
    await act({ ...expiring(), "github-token": github.tokens.maintainer });
    sent();

    await act({ ...expiring(), "github-token": github.tokens.maintainer });

    expect(sent()).toEqual([`GET ${issues} 200`]);
  });

  const outsider = { repositories: [{ name: "acme/website", assignable: [], labels: ["hunt-token"] }] };
  const reason = /^The owner of 'github-token' has no write access to the repository\. /;

  it.each([1, 2])("opens no issue in any run if the person cannot label issues: %i", async (runs) => {
    const { act, github, sent } = await scenario(outsider);
    for (let count = 1; count < runs; count++)
      await act({ ...expiring(), "github-token": github.tokens.maintainer });
    sent();

    const { annotations } = await act({ ...expiring(), "github-token": github.tokens.maintainer });

    expect(annotations[1]?.message).toMatch(reason);
    expect(sent()).toEqual([`GET ${issues} 200`, "GET /repos/acme/website 200"]);
    expect(github.issues()).toEqual([]);
  });

  it("opens an issue if the person has the role triage", async () => {
    const { act, github } = await scenario();
    github.faults.add({
      kind: "callback",
      match: "GET /repos/acme/website",
      onRequest: () => Response.json({ permissions: { push: false, triage: true, pull: true } }),
    });

    await act({ ...expiring(), "github-token": github.tokens.maintainer });

    expect(github.issues()).toMatchObject([{ state: "open" }]);
  });

  it("closes the new issue and fails the step if GitHub did not label it, and does not return permissions", async () => {
    const { act, github } = await scenario(outsider);
    github.faults.add({
      kind: "callback",
      match: "GET /repos/acme/website",
      onRequest: () => Response.json({}),
    });

    const { annotations } = await act({ ...expiring(), "github-token": github.tokens.maintainer });

    expect(annotations[1]?.message).toMatch(reason);
    expect(github.issues()).toMatchObject([{ state: "closed" }]);
  });
});

describe("a run that was interrupted after a comment", () => {
  it("closes the issue in the next run without a second comment", async () => {
    const { act, github } = await scenario();
    await act(expiring());
    github.faults.add({ kind: "reset", match: `PATCH ${issues}/1` });
    await act({ ...expiring(), token: sandbox().tokens.admin });
    expect(github.issues()).toMatchObject([{ state: "open", comments: [{}] }]);

    await act({ ...expiring(), token: sandbox().tokens.admin });

    expect(github.issues()).toMatchObject([{ state: "closed", comments: [{}] }]);
  });
});

describe("an invalid input of the tracking issue", () => {
  it.each([
    ["github-token", { "github-token": "ghs_one two" }, /^Input 'github-token' contains white space/],
    [
      "issue-labels",
      { "issue-labels": "l".repeat(51) },
      /^Invalid value .* for 'issue-labels'\. GitHub allows at most 50 characters/,
    ],
    [
      "issue-assignees",
      { "issue-assignees": "a,b,c,d,e,f,g,h,i,j,k" },
      /^Input 'issue-assignees' has 11 logins, but GitHub allows at most 10/,
    ],
    [
      "issue-assignees",
      { "issue-assignees": "octocat, acme/security" },
      /^Invalid value "acme\/security" for 'issue-assignees'\. Use the logins of people, separated by commas/,
    ],
    [
      "GITHUB_REPOSITORY",
      {},
      /^Invalid or missing environment variable GITHUB_REPOSITORY\. GitHub Actions sets it to owner\/name/,
    ],
  ])("fails the step before the first request for an invalid value: %s %j", async (name, inputs, message) => {
    const env: Record<string, string> = name === "GITHUB_REPOSITORY" ? { GITHUB_REPOSITORY: "" } : {};

    const { exitCode, annotations, outputs } = await run(
      { ...expiring(), issue: "true", "github-token": "ghs_1", ...inputs },
      { env },
    );

    expect(exitCode).toBe(1);
    expect(annotations).toEqual([{ level: "error", title: "", message: expect.stringMatching(message) }]);
    expect(outputs).toEqual({});
  });
});
