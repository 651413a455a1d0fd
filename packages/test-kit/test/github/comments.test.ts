import { describe, expect, it } from "vitest";
import { start } from "./helpers.js";

const COMMENTS = "/repos/octo/repo/issues/1/comments";
const pull = { title: "Deploy", pull_request: true };
const onlyPulls = { issues: "none", pullRequests: "write" } as const;

describe("a comment", () => {
  it("is changed and deleted by its ID", async () => {
    const { call, issues } = await start({ issues: [pull] });
    const { body } = await call(`POST ${COMMENTS}`, { body: "first" });
    const path = `/repos/octo/repo/issues/comments/${body.id}`;

    expect(await call(`PATCH ${path}`, { body: "second" })).toMatchObject({
      status: 200,
      body: { id: body.id, body: "second", html_url: body.html_url },
    });
    expect(issues()[0]!.comments).toMatchObject([{ body: "second" }]);
    expect((await call(`DELETE ${path}`)).status).toBe(204);
    expect(issues()[0]!.comments).toEqual([]);
  });

  it("is not found after it was deleted, and its ID is not used again", async () => {
    const { call } = await start({ issues: [pull] });
    const { body: first } = await call(`POST ${COMMENTS}`, { body: "first" });
    await call(`DELETE /repos/octo/repo/issues/comments/${first.id}`);

    const { body: second } = await call(`POST ${COMMENTS}`, { body: "second" });

    expect(second.id).toBeGreaterThan(first.id);
    expect((await call(`PATCH /repos/octo/repo/issues/comments/${first.id}`, { body: "x" })).status).toBe(
      404,
    );
  });

  it("of another user can be seeded", async () => {
    const { call, addComment } = await start({ issues: [pull] });

    addComment("octo/repo", 1, { user: "mallory", body: "hi" });

    const { body } = await call(`GET ${COMMENTS}`);
    expect(body).toMatchObject([{ body: "hi", user: { login: "mallory" }, author_association: "NONE" }]);
  });

  it("on a pull request requires the permission for pull requests or for issues", async () => {
    const { call } = await start({ issues: [pull], permissions: onlyPulls });

    const { status, headers } = await call(`POST ${COMMENTS}`, { body: "first" });

    expect(status).toBe(201);
    expect(headers.get("x-accepted-github-permissions")).toBe("issues=write; pull_requests=write");
  });

  it("on an issue requires the permission for issues", async () => {
    const { call } = await start({ issues: [{ title: "Expiring" }], permissions: onlyPulls });

    expect((await call(`POST ${COMMENTS}`, { body: "first" })).status).toBe(403);
  });
});
