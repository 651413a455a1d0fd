import { toMarkdown } from "@huntkit/core/escape";
import { startGitHub, type GitHubOptions } from "@huntkit/test-kit";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectToGitHub } from "../../src/clients.js";
import { writeComment } from "../../src/gate/keep-comment.js";
import { Comments } from "../../src/github/comments.js";
import { run, useSandbox } from "../helpers.js";

const sandbox = useSandbox();
const repository = { owner: "acme", repo: "website" };
const pull = { title: "Deploy", pull_request: true };
const onlyPulls = { issues: "none", pullRequests: "write" } as const;

/** Starts a GitHub server with one pull request, and returns its comments and their content. */
async function scenario(options: GitHubOptions = {}) {
  const github = await startGitHub({
    repositories: [{ name: "acme/website" }],
    issues: [pull],
    permissions: onlyPulls,
    ...options,
  });
  onTestFinished(() => github.stop());
  const connect = async (token: keyof typeof github.tokens = "workflow") =>
    new Comments(await connectToGitHub(github.tokens[token], { GITHUB_API_URL: github.url }), repository, 1);
  const texts = () => github.issues()[0]!.comments.map(({ body }) => body);
  return { github, connect, texts };
}

const found = { text: toMarkdown("2 alerts"), hasAlerts: true };
const none = { text: toMarkdown("No alerts"), hasAlerts: false };
const mark = (id: string) => `<!-- huntkit:alerts ${id} -->`;

describe("writeComment", () => {
  it("creates a comment, and updates it in the next run", async () => {
    const { connect, texts } = await scenario();

    await writeComment(await connect(), "a", found);
    await writeComment(await connect(), "a", { ...found, text: toMarkdown("3 alerts") });

    expect(texts()).toEqual([`${mark("a")}\n3 alerts`]);
  });

  it("creates no comment without alerts, but updates an existing one", async () => {
    const { connect, texts } = await scenario();

    await writeComment(await connect(), "a", none);
    expect(texts()).toEqual([]);
    await writeComment(await connect(), "a", found);
    await writeComment(await connect(), "a", none);

    expect(texts()).toEqual([`${mark("a")}\nNo alerts`]);
  });

  it("writes one comment for each gate", async () => {
    const { connect, texts } = await scenario();

    await writeComment(await connect(), "a", found);
    await writeComment(await connect(), "b", found);

    expect(texts()).toEqual([`${mark("a")}\n2 alerts`, `${mark("b")}\n2 alerts`]);
  });

  it("keeps the oldest comment if concurrent runs created several", async () => {
    const { github, connect, texts } = await scenario();
    for (const text of ["first", "second", "third"])
      github.addComment("acme/website", 1, { user: "github-actions[bot]", body: `${mark("a")}\n${text}` });

    await writeComment(await connect(), "a", found);

    expect(texts()).toEqual([`${mark("a")}\n2 alerts`]);
  });

  it("keeps the comment of another run that was created at the same time", async () => {
    const { connect, texts } = await scenario();
    const [one, other] = [await connect(), await connect()];

    await Promise.all([
      writeComment(one, "a", found),
      writeComment(other, "a", { ...found, text: toMarkdown("3 alerts") }),
    ]);

    expect(texts()).toHaveLength(1);
  });

  it("does not change the comment of an outsider or of another app with a copied mark", async () => {
    const { github, connect, texts } = await scenario();
    const bodies = ["mallory", "other-app[bot]"].map((user) => ({ user, body: `${mark("a")}\n${user}` }));
    for (const comment of bodies) github.addComment("acme/website", 1, comment);

    await writeComment(await connect(), "a", found);

    expect(texts()).toEqual([...bodies.map(({ body }) => body), `${mark("a")}\n2 alerts`]);
  });

  it("does not change a comment that quotes the mark", async () => {
    const { github, connect, texts } = await scenario();
    const quote = `> ${mark("a")}\n> 2 alerts\n\nPlease look at them.`;
    github.addComment("acme/website", 1, { user: "octocat", body: quote });

    await writeComment(await connect(), "a", found);

    expect(texts()[0]).toBe(quote);
  });

  it("updates the comment of a person with the token of that person", async () => {
    const { connect, texts } = await scenario();

    await writeComment(await connect("maintainer"), "a", found);
    await writeComment(await connect("maintainer"), "a", none);

    expect(texts()).toEqual([`${mark("a")}\nNo alerts`]);
  });
});

describe("the input comment", () => {
  type Scenario = Awaited<ReturnType<typeof scenario>>;
  const gate = ({ github }: Scenario, inputs: Record<string, string> = {}, event: object = inPullRequest) =>
    run(
      {
        instance: sandbox().url,
        token: sandbox().tokens.admin,
        "fail-on-severity": "high",
        since: "14d",
        comment: "true",
        "github-token": github.tokens.workflow,
        ...inputs,
      },
      {
        event,
        env: { GITHUB_API_URL: github.url, GITHUB_SERVER_URL: github.serverUrl, GITHUB_RUN_ID: "42" },
      },
    );
  const inPullRequest = { pull_request: { number: 1 } };

  it("adds the alerts of the job summary and a link to the run to the pull request", async () => {
    const at = await scenario();

    const { exitCode, log, summary } = await gate(at);

    const [text = ""] = at.texts();
    expect(exitCode).toBe(1);
    expect(log).toContain(
      `The comment https://github.com/acme/website/pull/1#issuecomment-${at.github.issues()[0]!.comments[0]!.id} was created.`,
    );
    expect(text).toMatch(/^<!-- huntkit:alerts [0-9a-f]{16} -->\n### ❌ [\d,]+ new alerts of severity high/);
    expect(summary).toContain(text.split("\n").find((line) => line.startsWith("| `critical`")));
    expect(text).toContain(
      `[This workflow](https://github.com/acme/website/actions/runs/42) updates this comment. Instance: \`${new URL(sandbox().url).host}\``,
    );
    expect(text).not.toContain(sandbox().tokens.admin);
  });

  it("does nothing for a run that is not for a pull request", async () => {
    const at = await scenario();

    const { log, annotations } = await gate(at, { since: "1m" }, { ref: "refs/heads/main" });

    expect(log).toContain("The run is not for a pull request, so it does not comment.");
    expect(annotations).toEqual([]);
    expect(at.github.requests).toHaveLength(0);
  });

  it("fails the step if github-token has no permission to comment", async () => {
    const at = await scenario({ permissions: { issues: "read" } });

    const { exitCode, annotations } = await gate(at);

    expect(exitCode).toBe(1);
    expect(annotations.at(-1)).toEqual({
      level: "error",
      title: "Could not update the comment on the pull request",
      message:
        "GitHub denied the request (403: Resource not accessible by integration). Set `permissions: pull-requests: write` for the job, " +
        "and `github-token: ${{ github.token }}` for the step. The token of a pull request from a fork cannot have this permission, " +
        "and the one of a Dependabot run has it only if you set `permissions`. (ACTION_COMMENT_DENIED)",
    });
  });

  it("warns if the conversation is locked", async () => {
    const at = await scenario();
    at.github.lockIssue("acme/website", 1);

    const { annotations } = await gate(at);

    expect(annotations.at(-1)).toMatchObject({
      level: "warning",
      message: expect.stringMatching(/^The conversation is locked .* \(ACTION_COMMENT_OUTDATED\)$/) as string,
    });
  });
});
