import { describe, expect, it } from "vitest";
import { nowhere, unknownToken, useSandbox } from "../helpers.js";
import { issues, opening, scenario } from "./scenario.js";

const sandbox = useSandbox();
const hunt = (who: "admin" | "expiring" | "expired" | "analyst") => ({
  instance: sandbox().url,
  token: sandbox().tokens[who],
});

describe("ten runs in a row with the same finding", () => {
  it("open one issue, and then only look at it", async () => {
    const { github, act, sent } = await scenario();
    const first = await act(hunt("expiring"));
    expect(sent()).toEqual(opening);
    expect(first).toMatchObject({
      exitCode: 0,
      outputs: { status: "expiring", issue: "https://github.com/acme/website/issues/1" },
    });
    expect(first.annotations).toHaveLength(1);
    expect(first.log).toContain("The tracking issue https://github.com/acme/website/issues/1 was opened.");
    for (let count = 2; count <= 10; count++) {
      const again = await act(hunt("expiring"), { env: { GITHUB_RUN_ID: String(count) } });
      expect(again.outputs["issue"]).toBe(first.outputs["issue"]);
      expect(sent()).toEqual([`GET ${issues} 200`]);
    }
    expect(github.issues()).toMatchObject([
      { state: "open", labels: ["hunt-token"], comments: [], user: "github-actions[bot]" },
    ]);
  }, 60_000);

  it("say in it what was found, what to do, and in which run", async () => {
    const { github, act } = await scenario();
    await act({
      ...hunt("expiring"),
      "issue-labels": "hunt-token, urgent",
      "issue-assignees": "@octocat",
      "issue-key": "CI",
    });
    const [issue] = github.issues();
    expect(issue).toMatchObject({
      title: `Replace the HUNT token at ${new URL(sandbox().url).host} (CI)`,
      labels: ["hunt-token", "urgent"],
      assignees: ["octocat"],
    });
    expect(issue?.body).toContain("### ⚠️ The HUNT token expires in 10 days");
    expect(issue?.body).toContain("| Description | `Release pipeline` |");
    expect(issue?.body).toMatch(/\d{4}-\d\d-\d\d █+░* \d{4}-\d\d-\d\d/);
    expect(issue?.body).toContain("Create a new token in HUNT: Account icon");
    expect(issue?.body).toContain("[this workflow](https://github.com/acme/website/actions/runs/42)");
  });
});

describe("an issue ends", () => {
  it("closed, with a comment, by a run that finds a new token in the place", async () => {
    const { github, act, sent } = await scenario();
    await act(hunt("expired"));
    sent();
    const closing = await act(hunt("admin"));
    expect(sent()).toEqual([
      `GET ${issues} 200`,
      `GET ${issues}/1/comments 200`,
      `POST ${issues}/1/comments 201`,
      `PATCH ${issues}/1 200`,
    ]);
    expect(closing.outputs).toMatchObject({ status: "healthy" });
    expect(closing.outputs["issue"]).toBeUndefined();
    expect(github.issues()).toMatchObject([
      {
        state: "closed",
        state_reason: "completed",
        comments: [{ body: expect.stringContaining("A new token replaces it") }],
      },
    ]);
    expect(github.issues()[0]?.body).toContain("### ✅ The HUNT token is healthy");
    await act(hunt("admin"));
    expect(sent()).toEqual([`GET ${issues} 200`]);
  });

  it("closed when the same token is healthy again, and is opened again when the same trouble comes back", async () => {
    const { github, act, sent } = await scenario();
    const refused = async () => {
      sandbox().faults.add({ kind: "status", status: 401, times: 1 });
      expect(await act(hunt("admin"))).toMatchObject({ outputs: { status: "rejected" } });
    };
    await refused();
    await act(hunt("admin"));
    expect(github.issues()).toMatchObject([
      { state: "closed", comments: [{ body: expect.stringContaining("The token is accepted again") }] },
    ]);
    sent();
    await refused();
    expect(sent()).toEqual([
      `GET ${issues} 200`,
      `GET ${issues}/1/comments 200`,
      `POST ${issues}/1/comments 201`,
      `PATCH ${issues}/1 200`,
    ]);
    expect(github.issues()).toMatchObject([{ state: "open", state_reason: "reopened" }]);
  });

  it("not by a run that warns later than the one that opened it", async () => {
    const { github, act, sent } = await scenario();
    await act(hunt("expiring"));
    sent();
    for (const days of ["7", "30", "7", "30"]) await act({ ...hunt("expiring"), "warn-days": days });
    expect(sent()).toEqual(Array.from({ length: 4 }, () => `GET ${issues} 200`));
    expect(github.issues()).toMatchObject([{ state: "open", comments: [] }]);
  });

  it("and trouble with another token, later on, gets an issue of its own", async () => {
    const { github, act } = await scenario();
    await act(hunt("expired"));
    await act(hunt("admin"));
    await act(hunt("expiring"));
    expect(github.issues()).toMatchObject([{ state: "closed" }, { state: "open" }]);
  });

  it("as it was where HUNT cannot be asked: nothing is sent to GitHub", async () => {
    const { act, sent } = await scenario();
    const { exitCode } = await act({ instance: nowhere, token: unknownToken });
    expect({ exitCode, sent: sent() }).toEqual({ exitCode: 1, sent: [] });
  });
});

describe("what people do with an issue", () => {
  it("stays: title, labels, assignees, and text before and after the action's part", async () => {
    const { github, act } = await scenario();
    await act(hunt("expiring"));
    const person = await personOf(github);
    const body = `Ana takes this.\r\n\r\n${github.issues()[0]?.body}\r\n\r\n- [ ] tell the auditors <!-- mine -->`;
    await person("PATCH", "/1", {
      title: "Ana: HUNT token",
      labels: ["hunt-token", "ana"],
      assignees: [],
      body,
    });
    const found = await act({ ...hunt("expiring"), "fail-days": "11" });
    expect(found.exitCode).toBe(1);
    const issue = github.issues()[0];
    expect(issue).toMatchObject({
      title: "Ana: HUNT token",
      labels: ["hunt-token", "ana"],
      assignees: [],
      comments: [],
    });
    expect(issue?.body).toContain("### ❌ The HUNT token expires in 10 days");
    expect(issue?.body?.startsWith("Ana takes this.\r\n\r\n<!-- huntkit:issue ")).toBe(true);
    expect(issue?.body?.endsWith("<!-- huntkit:end -->\r\n\r\n- [ ] tell the auditors <!-- mine -->")).toBe(
      true,
    );
  });

  it("closing it keeps it closed", async () => {
    const { github, act, sent } = await scenario();
    await act(hunt("expiring"));
    await (
      await personOf(github)
    )("PATCH", "/1", { state: "closed", state_reason: "not_planned" });
    sent();
    await act(hunt("expiring"));
    expect(sent()).toEqual([`GET ${issues} 200`]);
    expect(github.issues()).toMatchObject([{ state: "closed", comments: [] }]);
  });
});

describe("two runs at once", () => {
  it("leave one issue open, the first; the other one says which goes on, and nothing comes of it later", async () => {
    const { github, act } = await scenario();
    let waiting = 0;
    const both = new Promise<void>((resolve) => {
      const onRequest = async (_: unknown, phase: string) => {
        if (phase === "before" && ++waiting === 2) resolve();
        await both;
      };
      github.faults.add({ kind: "callback", match: `POST ${issues}`, times: "always", onRequest });
    });
    const named = (who: "admin" | "expiring") => ({ ...hunt(who), "secret-name": "HUNT_TOKEN" });
    await Promise.all([act(named("expiring")), act(named("expiring"))]);
    expect(github.issues()).toMatchObject([
      { number: 1, state: "open", comments: [] },
      {
        number: 2,
        state: "closed",
        state_reason: "not_planned",
        body: expect.stringContaining("Another run opened #1"),
        comments: [],
      },
    ]);
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
