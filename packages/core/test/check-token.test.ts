import { describe, expect, it } from "vitest";
import { checkToken, dayMs } from "../src/index.js";
import type { CheckOptions } from "../src/token/check-token.js";
import { expectNoToken } from "@huntkit/testing";
import { clientOf, errorOf, holdTimers, serve, useSandbox, waitForRequests } from "./helpers.js";
import { sampleToken } from "@huntkit/test-kit/values";

const start = "2026-03-01T00:00:00.000Z";
const sandbox = useSandbox({ now: start });

function check(token: string, options: CheckOptions = {}, client = {}) {
  return checkToken(clientOf(sandbox().url, { token, ...client }), options);
}

describe("a token that HUNT tells of", () => {
  it("is healthy with enough days left, by HUNT's own clock", async () => {
    const health = await check(sandbox().tokens.admin);
    expect(health).toMatchObject({
      status: "healthy",
      source: "hunt",
      daysLeft: 264,
      role: "admin",
      match: { by: "only", candidates: 1 },
    });
    expect(health.checkedAt).toMatch(/^2026-03-01T00:0/);
    expect(health.user).toContain("@");
  });

  it("is expiring with fewer days left than one wants to be warned of", async () => {
    expect(await check(sandbox().tokens.expiring)).toMatchObject({
      status: "expiring",
      daysLeft: 10,
      source: "hunt",
    });
    expect(await check(sandbox().tokens.expiring, { warnDays: 10 })).toMatchObject({
      status: "healthy",
      daysLeft: 10,
    });
    expect(await check(sandbox().tokens.expiring, { warnDays: 11 })).toMatchObject({ status: "expiring" });
  });

  it("tells an analyst's role and description", async () => {
    expect(await check(sandbox().tokens.analyst)).toMatchObject({
      status: "healthy",
      role: "analyst",
      description: expect.any(String),
    });
  });

  it("is found among others of its user by its last use, whatever description was stated", async () => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.analyst });
    const { record } = await client.tokens.create("second token");

    const stated = await checkToken(client, { description: "second token" });
    const unstated = await checkToken(client);
    const kept = await checkToken(client, { handle: String(record.handle) });
    await client.tokens.revoke(record.handle);

    const proven = { match: { by: "last use", candidates: 1 }, description: "Triage notebook" };
    expect(stated).toMatchObject(proven);
    expect(unstated).toMatchObject(proven);
    expect(kept).toMatchObject({ match: { by: "handle" }, description: "second token" });
  });

  it("sends two more requests for that, and none if it is its user's only token", async () => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.analyst });
    await checkToken(client);
    const alone = sandbox().requests.length;
    const { record } = await client.tokens.create("second token");
    sandbox().requests.clear();

    await checkToken(client);
    const amongTwo = sandbox().requests.length;
    await client.tokens.revoke(record.handle);

    expect(alone).toBe(2);
    expect(amongTwo).toBe(4);
  });

  it("is a guess if HUNT does not report uses: by description, otherwise the first to expire", async () => {
    const created = "2026-01-01T00:00:00.000Z";
    const body = ["first", "second"].map((description, index) => ({ id: `${index}`, description, created }));
    const match = "GET users/me/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 200, body, times: "always" });

    const described = await check(sandbox().tokens.analyst, { description: "second" });
    const undescribed = await check(sandbox().tokens.analyst);

    expect(described).toMatchObject({ match: { by: "description" }, description: "second" });
    expect(undescribed).toMatchObject({ match: { by: "earliest", candidates: 2 } });
  });

  it("keeps to a clock that is given", async () => {
    const health = await check(sandbox().tokens.admin, { now: Date.parse(start) + 260 * dayMs });
    expect(health).toMatchObject({ status: "expiring", daysLeft: 4 });
  });

  it("is never shown in a finding", async () => {
    for (const token of [sandbox().tokens.admin, sampleToken]) expectNoToken(await check(token), token);
  });
});

describe("a dead token", () => {
  const own = useSandbox({ now: start });
  const checkOwn = (options: CheckOptions = {}) =>
    checkToken(clientOf(own().url, { token: own().tokens.expired }), options);

  it("is expired while HUNT says so, which is once, then rejected as unknown, unless a date tells", async () => {
    expect(await checkOwn()).toMatchObject({ status: "expired", source: "none", expiresAt: null });
    expect(await checkOwn()).toMatchObject({ status: "rejected", source: "none" });
    expect(await checkOwn({ created: "2025-01-25" })).toMatchObject({
      status: "expired",
      source: "stated",
      expiresAt: "2026-01-25T00:00:00.000Z",
      daysLeft: -36,
    });
    expect(await checkOwn({ secretUpdatedAt: "2025-01-25T00:00:00Z" })).toMatchObject({
      status: "expired",
      source: "secret",
    });
    expect(await checkOwn({ created: "2026-01-25" })).toMatchObject({ status: "rejected", source: "none" });
  });

  it("that HUNT never knew is rejected", async () => {
    expect(await check(sampleToken)).toMatchObject({
      status: "rejected",
      user: null,
      fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
  });
});

describe("a token at the end of its year, by HUNT's clock", () => {
  const own = useSandbox({ now: start });

  it("is expiring to its last moment, and expired after it", async () => {
    const client = clientOf(own().url, { token: own().tokens.admin });
    const { expiresAt } = await checkToken(client);
    own().clock.set(new Date(Date.parse(expiresAt!) - 60_000));
    expect(await checkToken(client)).toMatchObject({ status: "expiring", daysLeft: 0 });
    own().clock.set(new Date(Date.parse(expiresAt!)));
    expect(await checkToken(client)).toMatchObject({ status: "expired" });
  });
});

describe("a token whose expiry HUNT does not tell", () => {
  const refused = useSandbox({ now: start, tokenLists: "refused" });
  const checkRefused = (options: CheckOptions = {}) =>
    checkToken(clientOf(refused().url, { token: refused().tokens.admin }), options);

  it("is of unknown expiry, not an error, and its user is known all the same", async () => {
    expect(await checkRefused()).toMatchObject({
      status: "unknown-expiry",
      reason: "not-allowed",
      source: "none",
      role: "admin",
      daysLeft: null,
    });
  });

  it("goes by the creation date that is stated, else by the secret's", async () => {
    expect(await checkRefused({ created: "2025-12-01", secretUpdatedAt: "2026-01-01" })).toMatchObject({
      status: "healthy",
      source: "stated",
      expiresAt: "2026-12-01T00:00:00.000Z",
    });
    expect(await checkRefused({ secretUpdatedAt: "2025-03-11T00:00:00Z" })).toMatchObject({
      status: "expiring",
      source: "secret",
    });
  });

  it("is not called expired by a date, since HUNT accepts it", async () => {
    expect(await checkRefused({ created: "2025-01-01" })).toMatchObject({
      status: "unknown-expiry",
      reason: "date-contradicted",
    });
  });

  it("is found out by a date of the secret's, where HUNT's record cannot be the token's", async () => {
    const { url } = await serve((request, response) =>
      response.end(
        JSON.stringify(request.url?.endsWith("/me") ? { id: 1 } : [{ id: "a", created: "2020-01-01" }]),
      ),
    );
    const health = await checkToken(clientOf(url, { token: sampleToken }), {
      created: "2026-02-01",
      now: Date.parse(start),
    });
    expect(health).toMatchObject({ status: "healthy", source: "stated" });
  });

  it.each([{ warnDays: Number.NaN }, { warnDays: -1 }, { now: Number.NaN }])(
    "refuses %j",
    async (options) => {
      expect(await errorOf(checkRefused(options))).toMatchObject({ code: "HUNT_INPUT" });
    },
  );

  it("refuses a stated date that is none", async () => {
    expect(await errorOf(checkRefused({ created: "last spring" }))).toMatchObject({
      code: "HUNT_INPUT",
      input: "created",
    });
  });
});

describe("an instance whose list of tokens", () => {
  const bare = useSandbox({ tokenRoutes: "none" });

  it("does not exist leaves the expiry unknown", async () => {
    expect(await checkToken(clientOf(bare().url, { token: bare().tokens.admin }))).toMatchObject({
      status: "unknown-expiry",
      reason: "no-route",
    });
  });

  it("fails this time leaves the expiry unknown, and the token accepted", async () => {
    sandbox().faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 503,
      times: Infinity,
    });
    expect(await check(sandbox().tokens.admin)).toMatchObject({
      status: "unknown-expiry",
      reason: "lookup-failed",
      role: "admin",
      error: { code: "HUNT_SERVER" },
    });
  });

  it.each([
    ["is empty", [], "no-record"],
    ["holds no date", [{ id: "a", description: "x" }], "no-date"],
  ])("%s leaves the expiry unknown", async (_, rows, reason) => {
    const { url } = await serve((request, response) =>
      response.end(JSON.stringify(request.url?.endsWith("/me") ? { id: 1 } : rows)),
    );
    expect(await checkToken(clientOf(url, { token: sampleToken }))).toMatchObject({
      status: "unknown-expiry",
      reason,
      user: "1",
    });
  });

  it("calls it endless makes it healthy without a date", async () => {
    const { url } = await serve((request, response) =>
      response.end(
        JSON.stringify(request.url?.endsWith("/me") ? { id: 1 } : [{ id: "a", created: start, ttl: -1 }]),
      ),
    );
    expect(await checkToken(clientOf(url, { token: sampleToken }))).toMatchObject({
      status: "healthy",
      expiresAt: null,
      daysLeft: null,
      source: "hunt",
    });
  });
});

describe("an instance that gives no answer about the token is unreachable:", () => {
  it.each([
    ["5xx", { kind: "status", status: 503 }, "server-error"],
    ["429", { kind: "status", status: 429 }, "rate-limited"],
    ["403, which anything on the way may answer", { kind: "status", status: 403 }, "forbidden"],
    ["404", { kind: "status", status: 404 }, "not-hunt"],
    ["reset", { kind: "reset" }, "reset"],
    ["hang", { kind: "hang" }, "timeout"],
    ["HTML", { kind: "html" }, "html"],
    ["redirect", { kind: "redirect", location: "https://elsewhere.example/" }, "redirect"],
    ["truncated", { kind: "truncated" }, "truncated"],
    ["invalid JSON", { kind: "invalid-json" }, "invalid-json"],
  ] as const)("%s", async (_, fault, reason) => {
    const advance = holdTimers();
    sandbox().faults.add({ match: "GET users/me", times: Infinity, ...fault });

    const checking = check(sandbox().tokens.admin, {}, { retry: { retries: 0 } });
    await waitForRequests(sandbox(), 1);
    if (fault.kind === "hang") advance(30_000);

    const health = await checking;
    expect(health).toMatchObject({ status: "unreachable", reason, source: "none", user: null });
  });
});

describe("what is known of a token's user", () => {
  const checkUser = async (user: object) => {
    const { url } = await serve((request, response) =>
      response.end(JSON.stringify(request.url?.includes("/users/me/") ? [] : { id: 1, ...user })),
    );
    return checkToken(clientOf(url, { token: sampleToken }), { description: "asked for" });
  };

  it.each([
    ["a name", { role: "analyst", roles: ["admin"] }, "analyst"],
    ["a list of names", { roles: ["admin", "analyst"] }, "admin"],
    ["a list of objects", { roles: [{ name: "auditor" }] }, "auditor"],
    ["an empty list", { roles: [] }, null],
    ["no list", { roles: "admin" }, null],
    ["an object without a name", { roles: [{ id: 3 }] }, null],
    ["null", { roles: [null] }, null],
  ])("includes the role if HUNT returns %s", async (_, user, role) => {
    expect((await checkUser(user)).role).toBe(role);
  });

  it("does not hide the description that was asked for", async () => {
    expect(await checkUser({})).toMatchObject({ description: "asked for", reason: "no-record", match: null });
  });
});

describe("a check that cannot be made", () => {
  it("names the missing token", async () => {
    const error = await errorOf(checkToken(clientOf(sandbox().url)));

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "token", problem: "missing" });
    expect(error.message).toMatch(/^token: the client was made without one/);
    expect(sandbox().requests).toHaveLength(0);
  });

  it.each([
    [{ warnDays: -1 }, "warnDays"],
    [{ now: Number.NaN }, "now"],
    [{ secretUpdatedAt: "soon" }, "secretUpdatedAt"],
  ])("names the wrong option before anything is sent: %j", async (options, input) => {
    expect(await errorOf(check(sandbox().tokens.admin, options))).toMatchObject({ input });
    expect(sandbox().requests).toHaveLength(0);
  });

  it("throws the reason of its signal", async () => {
    const reason = new Error("enough");

    await expect(check(sandbox().tokens.admin, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("is unreachable with an unexpected status", async () => {
    sandbox().faults.add({ match: "GET users/me", kind: "status", status: 418 });

    expect(await check(sandbox().tokens.admin)).toMatchObject({
      status: "unreachable",
      reason: "unexpected-status",
      error: { code: "HUNT_VALIDATION" },
    });
  });
});
