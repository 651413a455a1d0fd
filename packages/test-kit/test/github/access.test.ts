import { request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { send, start } from "./helpers.js";

const ISSUES = "/repos/octo/repo/issues";

describe("a token", () => {
  it('is accepted after "token" and after "Bearer"', async () => {
    const { url, tokens } = await start();
    for (const scheme of ["token", "Bearer", "bearer"]) {
      expect(
        await send(url, `GET ${ISSUES}`, undefined, `${scheme} ${tokens.workflow}`),
        scheme,
      ).toMatchObject({ status: 200 });
    }
  });

  it("returns 401 for an unknown token, and another message for a missing one", async () => {
    const { url } = await start();
    const bad = await send(url, `GET ${ISSUES}`, undefined, "Bearer unknown");
    expect(bad).toMatchObject({
      status: 401,
      body: { message: "Bad credentials", documentation_url: "https://docs.github.com/rest", status: "401" },
    });
    expect(await send(url, `GET ${ISSUES}`)).toMatchObject({
      status: 401,
      body: { message: "Requires authentication" },
    });
  });

  it.each([
    ["write", 200, 201],
    ["read", 200, 403],
    ["none", 403, 403],
  ] as const)(
    "lets a workflow with the permission issues: %s read with status %i and write with status %i",
    async (issues, reading, writing) => {
      const { call } = await start({ permissions: { issues } });
      expect(await call(`GET ${ISSUES}`)).toMatchObject({ status: reading });
      const written = await call(`POST ${ISSUES}`, { title: "t" });
      expect(written).toMatchObject({ status: writing });
      expect(written.headers.get("x-accepted-github-permissions")).toBe("issues=write");
    },
  );

  it("lets a workflow access only its own repository", async () => {
    const { call } = await start();
    expect(await call("GET /repos/octo-org/app/issues")).toMatchObject({ status: 404 });
    expect(await call("GET /repos/octo-org/app/issues", undefined, "maintainer")).toMatchObject({
      status: 200,
    });
  });

  it("denies a token for secrets access to issues", async () => {
    const { call } = await start();
    expect(await call(`GET ${ISSUES}`, undefined, "secrets")).toMatchObject({
      status: 403,
      body: { message: "Resource not accessible by personal access token" },
    });
  });
});

describe("the permissions of a repository", () => {
  const writing = { push: true, triage: true, pull: true };
  const reading = { push: false, triage: false, pull: true };

  it.each([
    ["a user with access", "maintainer", ["octocat"], { admin: false, ...writing }],
    ["a user without access", "maintainer", [], { admin: false, ...reading }],
    [
      "an app, which has no role",
      "workflow",
      ["octocat"],
      { admin: false, maintain: false, push: false, triage: false, pull: false },
    ],
  ] as const)(
    "returns the permissions of the token's owner: %s",
    async (_, token, assignable, permissions) => {
      const { call } = await start({ repositories: [{ name: "octo/repo", assignable }] });
      expect(await call("GET /repos/octo/repo", undefined, token)).toMatchObject({
        status: 200,
        body: { full_name: "octo/repo", has_issues: true, permissions },
      });
    },
  );

  it("returns all permissions for the owner of the repository", async () => {
    const { call } = await start({ repositories: [{ name: "octocat/repo" }] });
    expect(await call("GET /repos/octocat/repo", undefined, "maintainer")).toMatchObject({
      body: { permissions: { admin: true, ...writing } },
    });
  });
});

describe("a request", () => {
  it("is rejected without a User-Agent", async () => {
    const { url, tokens } = await start();
    const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const sent = request(
        url + ISSUES,
        { headers: { authorization: `Bearer ${tokens.workflow}` } },
        (response) => {
          void text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
        },
      );
      sent.on("error", reject).end();
    });
    expect(answer).toMatchObject({
      status: 403,
      body: expect.stringContaining("make sure your request has a User-Agent header"),
    });
  });

  it.each([
    ["that is not JSON", "{", "Problems parsing JSON"],
    ["that is not an object", "[]", "Body should be a JSON object"],
  ])("is rejected with a body %s", async (_, body, message) => {
    const { call } = await start();
    expect(await call(`POST ${ISSUES}`, body)).toMatchObject({ status: 400, body: { message } });
  });

  it("returns 404 in GitHub's format for a missing resource", async () => {
    const { call } = await start();
    expect(await call("GET /repos/octo/other/issues")).toMatchObject({
      status: 404,
      body: { message: "Not Found" },
    });
    expect(await call("GET /nothing/here")).toMatchObject({ status: 404, body: { message: "Not Found" } });
  });

  it("is logged with the name of its token and its body, without the token and the encrypted value", async () => {
    const { call, requests, tokens } = await start();
    await call(`POST ${ISSUES}?x=1`, { title: "t" });
    await call(
      "PUT /repos/octo/repo/actions/secrets/TOKEN",
      { encrypted_value: "c2VhbGVk", key_id: "1" },
      "secrets",
    );
    expect(requests).toEqual([
      {
        number: 1,
        method: "POST",
        path: ISSUES,
        query: "x=1",
        token: "workflow",
        body: { title: "t" },
        status: 201,
      },
      {
        number: 2,
        method: "PUT",
        path: "/repos/octo/repo/actions/secrets/TOKEN",
        query: "",
        token: "secrets",
        body: { key_id: "1" },
        status: 422,
      },
    ]);
    for (const token of Object.values(tokens)) expect(JSON.stringify(requests)).not.toContain(token);
  });

  it("returns the rate limit of its token and the date of the injected clock", async () => {
    const { call } = await start({ now: () => Date.parse("2026-03-01T10:20:00Z") });
    await call(`GET ${ISSUES}`);
    const { headers } = await call(`GET ${ISSUES}`);
    expect(headers.get("date")).toBe("Sun, 01 Mar 2026 10:20:00 GMT");
    expect(Object.fromEntries([...headers].filter(([name]) => name.startsWith("x-ratelimit")))).toEqual({
      "x-ratelimit-limit": "1000",
      "x-ratelimit-remaining": "998",
      "x-ratelimit-reset": String(Date.parse("2026-03-01T11:00:00Z") / 1000),
      "x-ratelimit-resource": "core",
      "x-ratelimit-used": "2",
    });
  });
});

it("GitHub Enterprise Server has its API only under /api/v3, with its own addresses and no rate limit", async () => {
  const { call, url, serverUrl, tokens, requests } = await start({ enterprise: true });
  expect(url).toBe(`${serverUrl}/api/v3`);
  const { headers, body } = await call(`POST ${ISSUES}`, { title: "t" });
  expect(body).toMatchObject({ url: `${url}${ISSUES}/1`, html_url: `${serverUrl}/octo/repo/issues/1` });
  expect(headers.has("x-ratelimit-limit")).toBe(false);
  expect(requests).toMatchObject([{ path: ISSUES }]);
  expect(await send(serverUrl, `GET ${ISSUES}`, undefined, `Bearer ${tokens.workflow}`)).toMatchObject({
    status: 404,
  });
});

it("rejects issues and secrets of a place that does not exist", async () => {
  await expect(start({ issues: [{ title: "t", repository: "octo/other" }] })).rejects.toThrow(
    "'octo/other', which does not exist",
  );
  await expect(
    start({ secrets: [{ owner: "octo/repo", environment: "eu", name: "A", value: "x" }] }),
  ).rejects.toThrow("octo/repo's environment eu, which does not exist");
  await expect(start({ repositories: [{ name: "repo" }] })).rejects.toThrow("must be owner/name");
});
