import { describe, expect, it } from "vitest";
import { run, unknownToken, useSandbox } from "../helpers.js";
import { issues, opening, scenario } from "./scenario.js";

const sandbox = useSandbox();
const expiring = () => ({
  instance: sandbox().url,
  token: sandbox().tokens.expiring,
  "secret-name": "HUNT_TOKEN",
});
const advice = "Give the job `permissions:` with `issues: write`";

describe("without an issue, the check's result stands, and one warning says why and what to do:", () => {
  it("no github-token", async () => {
    const { act, sent } = await scenario();
    const { exitCode, annotations } = await act({ ...expiring(), "github-token": "" });
    expect({ exitCode, sent: sent() }).toEqual({ exitCode: 0, sent: [] });
    expect(annotations[1]).toEqual({
      level: "warning",
      title: "The tracking issue is not as it should be",
      message: expect.stringContaining(`There is no github-token. ${advice}`),
    });
  });

  it("a token that may not write issues", async () => {
    const { act, sent, github } = await scenario({ permissions: { issues: "read" } });
    const { exitCode, annotations, outputs } = await act(expiring());
    expect({ exitCode, status: outputs["status"] }).toEqual({ exitCode: 0, status: "expiring" });
    expect(annotations[1]?.message).toBe(
      `GitHub does not allow it (403: Resource not accessible by integration). ${advice}, and the step \`github-token: \${{ github.token }}\`. Pull requests from forks never have that right, and runs of Dependabot's only where \`permissions:\` give it. (ACTION_ISSUE_OUTDATED)`,
    );
    expect(sent()).toEqual([
      `GET ${issues} 200`,
      "GET /repos/acme/website/labels/hunt-token 404",
      "POST /repos/acme/website/labels 403",
    ]);
    expect(github.issues()).toEqual([]);
  });

  it("a token that is nobody's", async () => {
    const { act } = await scenario();
    const { exitCode, annotations } = await act({ ...expiring(), "github-token": "ghs_nobody" });
    expect({ exitCode, message: annotations[1]?.message }).toEqual({
      exitCode: 0,
      message: expect.stringContaining("GitHub refused the github-token (401: Bad credentials)"),
    });
  });

  it("issues that are switched off", async () => {
    const { act } = await scenario({
      repositories: [{ name: "acme/website", hasIssues: false, labels: ["hunt-token"] }],
    });
    const { exitCode, annotations } = await act(expiring());
    expect({ exitCode, message: annotations[1]?.message }).toEqual({
      exitCode: 0,
      message: expect.stringMatching(
        /switched off in this repository \(410: .*Switch them on.*issues: write/,
      ),
    });
  });

  it("a rate limit, which is no lack of rights", async () => {
    const { act } = await scenario({ faults: [{ kind: "secondary-limit", times: "always" }] });
    const { annotations } = await act(expiring());
    expect(annotations[1]?.message).toMatch(
      /^GitHub asks for fewer requests: .* The next run tries again\. \(ACTION_ISSUE_OUTDATED\)$/,
    );
  });

  it.each([
    ["a connection that breaks", { kind: "reset" }, /^GitHub could not be reached/],
    [
      "an error of GitHub's, whose text does nothing",
      { kind: "status", status: 502, message: "x\n::error::pwned ##[error]pwned" },
      /^GitHub answered 502: x\\n::error::pwned ## \[error\]pwned/,
    ],
  ] as const)("%s", async (_, fault, message) => {
    const { act } = await scenario({ faults: [fault] });
    const { exitCode, annotations } = await act(expiring());
    expect({ exitCode, annotations }).toEqual({
      exitCode: 0,
      annotations: [
        expect.anything(),
        expect.objectContaining({ level: "warning", message: expect.stringMatching(message) }),
      ],
    });
  });

  it("a dead token still fails the step", async () => {
    const { act } = await scenario({ permissions: { issues: "none" } });
    expect(await act({ instance: sandbox().url, token: unknownToken })).toMatchObject({
      exitCode: 1,
      annotations: [{ level: "error" }, { level: "warning" }],
    });
  });

  it("people who cannot be assigned: the issue is there, without them", async () => {
    const { act, sent, github } = await scenario();
    const { annotations } = await act({ ...expiring(), "issue-assignees": "octocat, stranger" });
    expect(annotations[1]?.message).toMatch(/^It is not assigned to stranger: /);
    expect(sent()).toEqual([...opening, `POST ${issues}/1/assignees 201`]);
    expect(github.issues()).toMatchObject([{ assignees: ["octocat"] }]);
  });
});

describe("a person's token", () => {
  it("keeps one issue, as GITHUB_TOKEN does", async () => {
    const { act, github } = await scenario();
    for (const expected of [opening.length + 1, 1]) {
      const before = github.requests.length;
      await act({ ...expiring(), "github-token": github.tokens.maintainer });
      expect(github.requests.length - before).toBe(expected);
    }
    expect(github.issues()).toMatchObject([{ user: "octocat", state: "open" }]);
  });

  const outsider = { repositories: [{ name: "acme/website", assignable: [], labels: ["hunt-token"] }] };
  const reason = /^The github-token is of somebody without write access to the repository/;

  it("of somebody who may not label issues opens none, however often it runs, and the warning says why", async () => {
    const { act, github, sent } = await scenario(outsider);
    for (const _ of [1, 2]) {
      const { annotations } = await act({ ...expiring(), "github-token": github.tokens.maintainer });
      expect(annotations[1]?.message).toMatch(reason);
      expect(sent()).toEqual([`GET ${issues} 200`, "GET /repos/acme/website 200"]);
    }
    expect(github.issues()).toEqual([]);
  });

  it("of somebody with the role triage keeps one, though it may not push", async () => {
    const { act, github } = await scenario();
    github.faults.add({
      kind: "callback",
      match: "GET /repos/acme/website",
      onRequest: () => Response.json({ permissions: { push: false, triage: true, pull: true } }),
    });
    await act({ ...expiring(), "github-token": github.tokens.maintainer });
    expect(github.issues()).toMatchObject([{ state: "open" }]);
  });

  it("where GitHub does not tell what it may leaves none open, and the warning says why", async () => {
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

describe("a run that was cut off behind a comment", () => {
  it("is completed by the next one, and the comment is not made twice", async () => {
    const { act, github } = await scenario();
    await act(expiring());
    github.faults.add({ kind: "reset", match: `PATCH ${issues}/1` });
    await act({ ...expiring(), token: sandbox().tokens.admin });
    expect(github.issues()).toMatchObject([{ state: "open", comments: [{}] }]);
    await act({ ...expiring(), token: sandbox().tokens.admin });
    expect(github.issues()).toMatchObject([{ state: "closed", comments: [{}] }]);
  });
});

describe("bad input ends the step before anything is sent:", () => {
  it.each([
    ["issue", { issue: "true", check: "false" }, /^Input 'issue' requires 'check', which is false/],
    [
      "github-token",
      { issue: "true", "github-token": "ghs_one two" },
      /^Input 'github-token' contains white space/,
    ],
    [
      "issue-labels",
      { issue: "true", "issue-labels": "l".repeat(51) },
      /^Invalid value .* for 'issue-labels'\. GitHub allows at most 50 characters/,
    ],
    [
      "issue-assignees",
      { issue: "true", "issue-assignees": "a,b,c,d,e,f,g,h,i,j,k" },
      /^Input 'issue-assignees' has 11 logins, and GitHub assigns an issue to at most 10/,
    ],
    ["GITHUB_REPOSITORY", { issue: "true" }, /^GITHUB_REPOSITORY: the runner did not name the repository/],
  ])("%s %j", async (name, inputs, message) => {
    const env: Record<string, string> = name === "GITHUB_REPOSITORY" ? { GITHUB_REPOSITORY: "" } : {};
    const { exitCode, annotations, outputs } = await run({ ...expiring(), ...inputs }, { env });
    expect({ exitCode, annotations, outputs }).toEqual({
      exitCode: 1,
      annotations: [{ level: "error", title: "", message: expect.stringMatching(message) }],
      outputs: {},
    });
  });
});
