import { describe, expect, it } from "vitest";
import { nowhere, unknownToken, useSandbox } from "../helpers.js";
import { issues, opening, scenario, type Scenario } from "./scenario.js";

const sandbox = useSandbox();
const hunt = (who: "admin" | "expiring" | "expired" | "analyst") => ({
  instance: sandbox().url,
  token: sandbox().tokens[who],
});

/** The requests of a run that comments on the first issue, and changes it. */
const commenting = [
  `GET ${issues} 200`,
  `GET ${issues}/1/comments 200`,
  `POST ${issues}/1/comments 201`,
  `PATCH ${issues}/1 200`,
];

describe("a token that needs attention", () => {
  it("opens an issue, and sets the output issue to its URL", async () => {
    const { github, act, sent } = await scenario();

    const { exitCode, outputs, annotations, log } = await act(hunt("expiring"));

    expect(sent()).toEqual(opening);
    expect(exitCode).toBe(0);
    expect(outputs["status"]).toBe("expiring");
    expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/1");
    expect(annotations).toHaveLength(1);
    expect(log).toContain("The tracking issue https://github.com/acme/website/issues/1 was opened.");
    expect(github.issues()).toMatchObject([
      { state: "open", labels: ["hunt-token"], comments: [], user: "github-actions[bot]" },
    ]);
  });

  it("does not change an issue that is up to date", async () => {
    const { act, sent } = await scenario();
    await act(hunt("expiring"));
    sent();

    for (let count = 2; count <= 10; count++) {
      const { outputs, log } = await act(hunt("expiring"), { env: { GITHUB_RUN_ID: String(count) } });

      expect(outputs["issue"]).toBe("https://github.com/acme/website/issues/1");
      expect(log).toContain("The tracking issue https://github.com/acme/website/issues/1 is up to date.");
      expect(sent()).toEqual([`GET ${issues} 200`]);
    }
  }, 60_000);

  it("opens an issue with the title, labels, and assignees of the inputs", async () => {
    const { github, act } = await scenario();

    await act({
      ...hunt("expiring"),
      "issue-labels": "hunt-token, urgent",
      "issue-assignees": "@octocat",
      "issue-key": "CI",
    });

    expect(github.issues()).toMatchObject([
      {
        title: `Replace the HUNT token at ${new URL(sandbox().url).host} (CI)`,
        labels: ["hunt-token", "urgent"],
        assignees: ["octocat"],
      },
    ]);
  });

  it("describes the token, what to do, and the run in the text of the issue", async () => {
    const { github, act } = await scenario();

    await act(hunt("expiring"));

    const [issue] = github.issues();
    expect(issue?.body).toContain("### ⚠️ The HUNT token expires in 10 days");
    expect(issue?.body).toContain("| Description | `Release pipeline` |");
    expect(issue?.body).toMatch(/\d{4}-\d\d-\d\d █+░* \d{4}-\d\d-\d\d/);
    expect(issue?.body).toContain("Create a new token in HUNT: Account icon");
    expect(issue?.body).toContain("[This workflow](https://github.com/acme/website/actions/runs/42)");
  });
});

describe("a token that needs no attention anymore", () => {
  /** Runs the action while HUNT rejects the admin's token. */
  const actRejected = async (act: Scenario["act"]) => {
    sandbox().faults.add({ kind: "status", status: 401, times: 1 });
    expect(await act(hunt("admin"))).toMatchObject({ outputs: { status: "rejected" } });
  };

  it("closes the issue with a comment if a new token is valid", async () => {
    const { github, act, sent } = await scenario();
    await act(hunt("expired"));
    sent();

    const { outputs } = await act(hunt("admin"));

    expect(sent()).toEqual(commenting);
    expect(outputs["status"]).toBe("healthy");
    expect(outputs["issue"]).toBeUndefined();
    expect(github.issues()).toMatchObject([
      {
        state: "closed",
        state_reason: "completed",
        body: expect.stringContaining("### ✅ The HUNT token is healthy"),
        comments: [{ body: expect.stringContaining("A new token is in use") }],
      },
    ]);
  });

  it("does not change a closed issue in the next run", async () => {
    const { act, sent } = await scenario();
    await act(hunt("expired"));
    await act(hunt("admin"));
    sent();

    await act(hunt("admin"));

    expect(sent()).toEqual([`GET ${issues} 200`]);
  });

  it("closes the issue if the same token is valid again", async () => {
    const { github, act } = await scenario();
    await actRejected(act);

    await act(hunt("admin"));

    expect(github.issues()).toMatchObject([
      { state: "closed", comments: [{ body: expect.stringContaining("The token is valid again") }] },
    ]);
  });

  it("reopens a closed issue if the same token needs attention again", async () => {
    const { github, act, sent } = await scenario();
    await actRejected(act);
    await act(hunt("admin"));
    sent();

    await actRejected(act);

    expect(sent()).toEqual(commenting);
    expect(github.issues()).toMatchObject([{ state: "open", state_reason: "reopened" }]);
  });

  it("does not close the issue in a run with smaller warn-days", async () => {
    const { github, act, sent } = await scenario();
    await act(hunt("expiring"));
    sent();

    for (const days of ["7", "30", "7", "30"]) await act({ ...hunt("expiring"), "warn-days": days });

    expect(sent()).toEqual(Array.from({ length: 4 }, () => `GET ${issues} 200`));
    expect(github.issues()).toMatchObject([{ state: "open", comments: [] }]);
  });

  it("opens a new issue if another token needs attention after the issue was closed", async () => {
    const { github, act } = await scenario();
    await act(hunt("expired"));
    await act(hunt("admin"));

    await act(hunt("expiring"));

    expect(github.issues()).toMatchObject([{ state: "closed" }, { state: "open" }]);
  });

  it("sends nothing to GitHub if HUNT cannot be reached", async () => {
    const { act, sent } = await scenario();

    const { exitCode } = await act({ instance: nowhere, token: unknownToken });

    expect(exitCode).toBe(1);
    expect(sent()).toEqual([]);
  });
});

describe("changes of people", () => {
  it("keeps the title, labels, assignees, and text around the action's part that people edited", async () => {
    const { github, act } = await scenario();
    await act(hunt("expiring"));
    const person = await personOf(github);
    const body = `Ana takes this.\r\n\r\n${github.issues()[0]?.body}\r\n\r\n- [ ] inform the auditors <!-- mine -->`;
    await person("PATCH", "/1", {
      title: "Ana: HUNT token",
      labels: ["hunt-token", "ana"],
      assignees: [],
      body,
    });

    const { exitCode } = await act({ ...hunt("expiring"), "fail-days": "11" });

    expect(exitCode).toBe(1);
    const issue = github.issues()[0];
    expect(issue).toMatchObject({
      title: "Ana: HUNT token",
      labels: ["hunt-token", "ana"],
      assignees: [],
      comments: [],
    });
    expect(issue?.body).toContain("### ❌ The HUNT token expires in 10 days");
    expect(issue?.body?.startsWith("Ana takes this.\r\n\r\n<!-- huntkit:issue ")).toBe(true);
    expect(issue?.body?.endsWith("<!-- huntkit:end -->\r\n\r\n- [ ] inform the auditors <!-- mine -->")).toBe(
      true,
    );
  });

  it("keeps an issue closed that a person closed", async () => {
    const { github, act, sent } = await scenario();
    await act(hunt("expiring"));
    const person = await personOf(github);
    await person("PATCH", "/1", { state: "closed", state_reason: "not_planned" });
    sent();

    await act(hunt("expiring"));

    expect(sent()).toEqual([`GET ${issues} 200`]);
    expect(github.issues()).toMatchObject([{ state: "closed", comments: [] }]);
  });
});

describe("two concurrent runs", () => {
  const named = (who: "admin" | "expiring") => ({ ...hunt(who), "secret-name": "HUNT_TOKEN" });

  /** Starts a GitHub server with two issues about the same token, which two concurrent runs opened. */
  async function startWithTwoIssues(): Promise<Scenario> {
    const started = await scenario();
    const { github, act } = started;
    let waiting = 0;
    const both = new Promise<void>((resolve) => {
      const onRequest = async (_: unknown, phase: string) => {
        if (phase === "before" && ++waiting === 2) resolve();
        await both;
      };
      github.faults.add({ kind: "callback", match: `POST ${issues}`, times: "always", onRequest });
    });
    await Promise.all([
      act(named("expiring"), { asProcess: true }),
      act(named("expiring"), { asProcess: true }),
    ]);
    return started;
  }

  it("keeps the first of two issues that concurrent runs opened, and closes the other as a duplicate", async () => {
    const { github } = await startWithTwoIssues();

    expect(github.issues()).toMatchObject([
      { number: 1, state: "open", comments: [] },
      {
        number: 2,
        state: "closed",
        state_reason: "not_planned",
        body: expect.stringContaining("Duplicate of #1, which another run opened"),
        comments: [],
      },
    ]);
  });

  it("does not change a duplicate issue in later runs", async () => {
    const { github, act } = await startWithTwoIssues();

    await act(named("admin"));
    await act(named("expiring"));

    expect(github.issues()).toMatchObject([
      { state: "open", comments: [{}, {}] },
      { state: "closed", comments: [] },
    ]);
  });
});

/** Changes issues as a maintainer. */
async function personOf({ url, tokens }: { url: string; tokens: Record<"maintainer", string> }) {
  return async (method: string, path: string, body: unknown): Promise<void> => {
    const { status } = await fetch(`${url}${issues}${path}`, {
      method,
      headers: { authorization: `token ${tokens.maintainer}` },
      body: JSON.stringify(body),
    });
    expect(status).toBe(200);
  };
}
