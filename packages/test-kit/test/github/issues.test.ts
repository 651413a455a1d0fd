import { describe, expect, it } from "vitest";
import { start, type Body } from "./helpers.js";

const ISSUES = "/repos/octo/repo/issues";
const numbers = (issues: Body): number[] => issues.map(({ number }: Body) => number);

describe("an issue", () => {
  it("is created as open by the app of GITHUB_TOKEN, and missing labels are created", async () => {
    const { call, url, issues } = await start({ now: () => Date.parse("2026-03-01T10:00:00.789Z") });
    const { status, headers, body } = await call(`POST ${ISSUES}`, {
      title: "Expiring",
      body: "Soon.",
      labels: ["token"],
      assignees: ["Octocat"],
    });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`${url}${ISSUES}/1`);
    expect(body).toMatchObject({
      number: 1,
      state: "open",
      state_reason: null,
      html_url: "https://github.com/octo/repo/issues/1",
      user: { login: "github-actions[bot]", type: "Bot" },
      labels: [{ name: "token", color: "ededed" }],
      assignees: [{ login: "octocat" }],
      comments: 0,
      created_at: "2026-03-01T10:00:00Z",
      closed_at: null,
    });
    expect(body).not.toHaveProperty("pull_request");
    expect(issues()).toMatchObject([
      {
        repository: "octo/repo",
        title: "Expiring",
        body: "Soon.",
        labels: ["token"],
        assignees: ["octocat"],
      },
    ]);
  });

  it.each([
    ["no title", {}, { message: 'Invalid request.\n\n"title" wasn\'t supplied.' }],
    [
      "an empty title",
      { title: " " },
      { errors: [{ resource: "Issue", field: "title", code: "missing_field" }] },
    ],
    [
      "a title of 257 characters",
      { title: "t".repeat(257) },
      { errors: [{ code: "custom", message: "title is too long (maximum is 256 characters)" }] },
    ],
    [
      "a body of 65,537 characters",
      { title: "t", body: "b".repeat(65_537) },
      { errors: [{ message: "body is too long (maximum is 65536 characters)" }] },
    ],
    [
      "a label of 51 characters",
      { title: "t", labels: ["l".repeat(51)] },
      { errors: [{ resource: "Label", field: "name", code: "invalid" }] },
    ],
    [
      "a label without a name",
      { title: "t", labels: [{}] },
      { errors: [{ resource: "Label", field: "name", code: "invalid" }] },
    ],
    [
      "an assignee without access",
      { title: "t", assignees: ["stranger"] },
      { errors: [{ value: "stranger", resource: "Issue", field: "assignees", code: "invalid" }] },
    ],
  ])("is not created with %s", async (_, body, expected) => {
    const { call, issues } = await start();
    const answer = await call(`POST ${ISSUES}`, body);
    expect(answer).toMatchObject({ status: 422, body: { ...expected, status: "422" } });
    expect(issues()).toEqual([]);
  });

  it("can have 256 characters of any plane in its title and 65,536 in its body", async () => {
    const { call } = await start();
    expect(
      await call(`POST ${ISSUES}`, { title: "😀".repeat(256), body: "😀".repeat(65_536) }),
    ).toMatchObject({ status: 201 });
  });

  it("is not created if issues are disabled", async () => {
    const { call } = await start({ repositories: [{ name: "octo/repo", hasIssues: false }] });
    expect(await call(`POST ${ISSUES}`, { title: "t" })).toMatchObject({
      status: 410,
      body: { message: "Issues has been disabled in this repository." },
    });
  });

  it("is closed as completed by default, and can be reopened", async () => {
    let time = Date.parse("2026-03-01T10:00:00Z");
    const { call } = await start({ issues: [{ title: "one" }, { title: "two" }], now: () => time });
    time += 60_000;
    expect((await call(`PATCH ${ISSUES}/1`, { state: "closed" })).body).toMatchObject({
      state: "closed",
      state_reason: "completed",
      closed_at: "2026-03-01T10:01:00Z",
    });
    expect(
      (await call(`PATCH ${ISSUES}/2`, { state: "closed", state_reason: "not_planned" })).body,
    ).toMatchObject({ state_reason: "not_planned" });
    expect((await call(`PATCH ${ISSUES}/1`, { state: "open" })).body).toMatchObject({
      state: "open",
      state_reason: "reopened",
      closed_at: null,
    });
  });

  it("keeps missing fields of a change, and changes nothing if one field is invalid", async () => {
    const { call, issues } = await start({ issues: [{ title: "one", body: "text", labels: ["a"] }] });
    await call(`PATCH ${ISSUES}/1`, { title: "new" });
    expect(issues()).toMatchObject([{ title: "new", body: "text", labels: ["a"], state: "open" }]);
    expect(await call(`PATCH ${ISSUES}/1`, { title: "newer", state: "shut" })).toMatchObject({ status: 422 });
    expect(issues()).toMatchObject([{ title: "new" }]);
    await call(`PATCH ${ISSUES}/1`, { labels: ["b"], body: null });
    expect(issues()).toMatchObject([{ body: null, labels: ["b"] }]);
  });

  it("has comments, oldest first, and their count", async () => {
    const { call } = await start({ issues: [{ title: "one" }] });
    expect(await call(`POST ${ISSUES}/1/comments`, { body: "first" })).toMatchObject({
      status: 201,
      body: { body: "first", user: { login: "github-actions[bot]" } },
    });
    await call(`POST ${ISSUES}/1/comments`, { body: "second" });
    const { body } = await call(`GET ${ISSUES}/1/comments`);
    expect(body.map((comment: Body) => comment.body)).toEqual(["first", "second"]);
    expect((await call(`GET ${ISSUES}/1`)).body.comments).toBe(2);
    const long = await call(`POST ${ISSUES}/1/comments`, { body: "c".repeat(65_537) });
    expect(long).toMatchObject({
      status: 422,
      body: { errors: [{ resource: "IssueComment", code: "unprocessable", field: "data" }] },
    });
  });

  it("ignores users who cannot be assigned", async () => {
    const { call } = await start({ issues: [{ title: "one" }] });
    expect(await call(`POST ${ISSUES}/1/assignees`, { assignees: ["stranger", "octocat"] })).toMatchObject({
      status: 201,
      body: { assignees: [{ login: "octocat" }] },
    });
  });

  it("includes the association of its author with the repository", async () => {
    const { call } = await start({
      issues: [
        { title: "by a stranger", user: "mallory" },
        { title: "by the owner", user: "Octo" },
        { title: "by a user with access", user: "octocat" },
      ],
    });
    const { body } = await call(`GET ${ISSUES}`);
    expect(body.map((issue: Body) => issue.author_association)).toEqual(["COLLABORATOR", "OWNER", "NONE"]);
  });

  it("returns 404 if it does not exist", async () => {
    const { call } = await start();
    expect(await call(`GET ${ISSUES}/7`)).toMatchObject({
      status: 404,
      body: { message: "Not Found", status: "404" },
    });
  });
});

describe("the list of issues", () => {
  it("includes pull requests, and lists open issues by default, newest first", async () => {
    const { call } = await start({
      issues: [{ title: "one" }, { title: "two", pull_request: true }, { title: "three", state: "closed" }],
    });
    const { body } = await call(`GET ${ISSUES}`);
    expect(numbers(body)).toEqual([2, 1]);
    expect(body[0]).toMatchObject({
      html_url: "https://github.com/octo/repo/pull/2",
      pull_request: { html_url: "https://github.com/octo/repo/pull/2" },
    });
    expect(numbers((await call(`GET ${ISSUES}?state=all`)).body)).toEqual([3, 2, 1]);
    expect(numbers((await call(`GET ${ISSUES}?state=closed`)).body)).toEqual([3]);
  });

  it("filters by all given labels and by creator", async () => {
    const { call } = await start({
      issues: [
        { title: "one", labels: ["token", "hunt"] },
        { title: "two", labels: ["token"], user: "github-actions[bot]" },
        { title: "three", labels: ["token", "hunt"], user: "github-actions[bot]" },
      ],
    });
    expect(numbers((await call(`GET ${ISSUES}?labels=Token,hunt`)).body)).toEqual([3, 1]);
    expect(numbers((await call(`GET ${ISSUES}?labels=token&creator=github-actions%5Bbot%5D`)).body)).toEqual([
      3, 2,
    ]);
  });

  it("sorts by the given field", async () => {
    let time = Date.parse("2026-03-01T10:00:00Z");
    const { call } = await start({
      issues: [{ title: "one" }, { title: "two" }, { title: "three" }],
      now: () => (time += 1000),
    });
    await call(`PATCH ${ISSUES}/1`, { title: "changed" });
    expect(numbers((await call(`GET ${ISSUES}?sort=updated`)).body)).toEqual([1, 3, 2]);
    expect(numbers((await call(`GET ${ISSUES}?sort=created&direction=asc`)).body)).toEqual([1, 2, 3]);
    expect(await call(`GET ${ISSUES}?sort=size`)).toMatchObject({ status: 422 });
  });

  it("has pages of 30 issues by default and 100 at most, with links that contain the repository's ID", async () => {
    const { call, url, tokens } = await start({
      issues: Array.from({ length: 205 }, (_, index) => ({ title: `issue ${index}` })),
    });
    expect((await call(`GET ${ISSUES}`)).body).toHaveLength(30);
    const first = await call(`GET ${ISSUES}?per_page=500`);
    expect(first.body).toHaveLength(100);
    expect(first.headers.get("link")).toBe(
      [2, 3]
        .map(
          (page, index) =>
            `<${url}/repositories/1001/issues?per_page=500&page=${page}>; rel="${["next", "last"][index]}"`,
        )
        .join(", "),
    );
    const [, next = ""] = /<([^>]+)>; rel="last"/.exec(first.headers.get("link") ?? "") ?? [];
    const last = await fetch(next, { headers: { authorization: `token ${tokens.workflow}` } });
    expect(await last.json()).toHaveLength(5);
    expect(last.headers.get("link")).toMatch(/rel="prev".+rel="first"$/);
    expect(last.headers.get("link")).not.toContain('rel="next"');
  });

  it("rejects a parameter that the fake does not support", async () => {
    const { call } = await start();
    expect(await call(`GET ${ISSUES}?milestone=1`)).toMatchObject({ status: 501 });
  });
});
