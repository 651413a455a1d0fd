import { describe, expect, it } from "vitest";
import { checkToken } from "../src/index.js";
import { dayMs } from "../src/internal/index.js";
import type { CheckOptions } from "../src/token/check-token.js";
import { expectNoToken } from "@huntkit/testing";
import { createClient, catchError, holdTimers, serve, useSandbox, waitForRequests } from "./helpers.js";
import { sampleToken } from "@huntkit/test-kit/values";

const start = "2026-03-01T00:00:00.000Z";
const sandbox = useSandbox({ now: start });

function check(token: string, options: CheckOptions = {}, client = {}) {
  return checkToken(createClient(sandbox().url, { token, ...client }), options);
}

describe("checkToken for a valid token", () => {
  it("reports a token as healthy if it has enough days left according to HUNT's clock", async () => {
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

  it("reports a token as expiring if fewer than warnDays days are left", async () => {
    const health = await check(sandbox().tokens.expiring);

    expect(health).toMatchObject({ status: "expiring", daysLeft: 10, source: "hunt" });
  });

  it.each([
    [10, "healthy"],
    [11, "expiring"],
  ])("compares 10 days left with a warnDays of %i: %s", async (warnDays, status) => {
    expect((await check(sandbox().tokens.expiring, { warnDays })).status).toBe(status);
  });

  it("returns the role and the description of an analyst's token", async () => {
    expect(await check(sandbox().tokens.analyst)).toMatchObject({
      status: "healthy",
      role: "analyst",
      description: expect.any(String),
    });
  });

  it("finds the record of the token by its last use, whether or not a description was given", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.analyst });
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

  it("sends two more requests to find the record if the user has several tokens", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.analyst });
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

  it("guesses the record by its description, or the first to expire, if HUNT does not report uses", async () => {
    const created = "2026-01-01T00:00:00.000Z";
    const body = ["first", "second"].map((description, index) => ({ id: `${index}`, description, created }));
    const match = "GET users/me/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 200, body, times: "always" });

    const described = await check(sandbox().tokens.analyst, { description: "second" });
    const undescribed = await check(sandbox().tokens.analyst);

    expect(described).toMatchObject({ match: { by: "description" }, description: "second" });
    expect(undescribed).toMatchObject({ match: { by: "earliest", candidates: 2 } });
  });

  it("uses the time that is passed as now", async () => {
    const health = await check(sandbox().tokens.admin, { now: Date.parse(start) + 260 * dayMs });
    expect(health).toMatchObject({ status: "expiring", daysLeft: 4 });
  });

  it("never contains the token in its result", async () => {
    for (const token of [sandbox().tokens.admin, sampleToken]) expectNoToken(await check(token), token);
  });
});

describe("checkToken for an expired token", () => {
  const own = useSandbox({ now: start });
  const checkOwn = (options: CheckOptions = {}) =>
    checkToken(createClient(own().url, { token: own().tokens.expired }), options);

  it("reports expired once, then rejected unless a date shows that the token has expired", async () => {
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

  it("reports a token that HUNT never created as rejected", async () => {
    expect(await check(sampleToken)).toMatchObject({
      status: "rejected",
      user: null,
      fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
  });
});

describe("checkToken at the end of a token's lifetime", () => {
  const own = useSandbox({ now: start });

  it("reports a token as expiring until the millisecond of its expiry, and as expired after that", async () => {
    const client = createClient(own().url, { token: own().tokens.admin });
    const { expiresAt } = await checkToken(client);
    own().clock.set(new Date(Date.parse(expiresAt!) - 60_000));
    expect(await checkToken(client)).toMatchObject({ status: "expiring", daysLeft: 0 });
    own().clock.set(new Date(Date.parse(expiresAt!)));
    expect(await checkToken(client)).toMatchObject({ status: "expired" });
  });
});

describe("checkToken if HUNT does not return the expiry date", () => {
  const refused = useSandbox({ now: start, tokenLists: "refused" });
  const checkRefused = (options: CheckOptions = {}) =>
    checkToken(createClient(refused().url, { token: refused().tokens.admin }), options);

  it("reports an unknown expiry, and still returns the user's role", async () => {
    expect(await checkRefused()).toMatchObject({
      status: "unknown-expiry",
      reason: "not-allowed",
      source: "none",
      role: "admin",
      daysLeft: null,
    });
  });

  it("uses the stated creation date", async () => {
    const health = await checkRefused({ created: "2025-12-01", secretUpdatedAt: "2026-01-01" });

    expect(health).toMatchObject({
      status: "healthy",
      source: "stated",
      expiresAt: "2026-12-01T00:00:00.000Z",
    });
  });

  it("uses the date of the secret if no creation date is stated", async () => {
    const health = await checkRefused({ secretUpdatedAt: "2025-03-11T00:00:00Z" });

    expect(health).toMatchObject({ status: "expiring", source: "secret" });
  });

  it("does not report an accepted token as expired because of a date", async () => {
    expect(await checkRefused({ created: "2025-01-01" })).toMatchObject({
      status: "unknown-expiry",
      reason: "date-contradicted",
    });
  });

  it("uses the stated creation date if HUNT's record cannot belong to the token", async () => {
    const { url } = await serve((request, response) =>
      response.end(
        JSON.stringify(request.url?.endsWith("/me") ? { id: 1 } : [{ id: "a", created: "2020-01-01" }]),
      ),
    );
    const health = await checkToken(createClient(url, { token: sampleToken }), {
      created: "2026-02-01",
      now: Date.parse(start),
    });
    expect(health).toMatchObject({ status: "healthy", source: "stated" });
  });

  it.each([{ warnDays: Number.NaN }, { warnDays: -1 }, { now: Number.NaN }])(
    "rejects the options %j",
    async (options) => {
      expect(await catchError(checkRefused(options))).toMatchObject({ code: "HUNT_INPUT" });
    },
  );

  it("rejects a stated date that is invalid", async () => {
    expect(await catchError(checkRefused({ created: "last spring" }))).toMatchObject({
      code: "HUNT_INPUT",
      input: "created",
    });
  });

  it("rejects a stated date that is in the future by HUNT's clock", async () => {
    const error = await catchError(checkRefused({ created: "2026-03-02" }));

    expect(error).toMatchObject({
      code: "HUNT_INPUT",
      input: "created",
      problem: "future",
      message:
        'created: "2026-03-02" is in the future (UTC). Use the date on which the token was created, not the date on which it expires.',
    });
  });
});

describe("checkToken if the list of tokens is unusable", () => {
  const bare = useSandbox({ tokenRoutes: "none" });

  it("reports an unknown expiry if the instance has no list of tokens", async () => {
    expect(await checkToken(createClient(bare().url, { token: bare().tokens.admin }))).toMatchObject({
      status: "unknown-expiry",
      reason: "no-route",
    });
  });

  it("reports an unknown expiry, but a valid token, if the list of tokens fails", async () => {
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
    ["has no date", [{ id: "a", description: "x" }], "no-date"],
  ])("reports an unknown expiry if the list of tokens %s", async (_, rows, reason) => {
    const { url } = await serve((request, response) =>
      response.end(JSON.stringify(request.url?.endsWith("/me") ? { id: 1 } : rows)),
    );
    expect(await checkToken(createClient(url, { token: sampleToken }))).toMatchObject({
      status: "unknown-expiry",
      reason,
      user: "1",
    });
  });

  it("reports a token that never expires as healthy without a date", async () => {
    const { url } = await serve((request, response) =>
      response.end(
        JSON.stringify(request.url?.endsWith("/me") ? { id: 1 } : [{ id: "a", created: start, ttl: -1 }]),
      ),
    );
    expect(await checkToken(createClient(url, { token: sampleToken }))).toMatchObject({
      status: "healthy",
      expiresAt: null,
      daysLeft: null,
      source: "hunt",
    });
  });
});

describe("checkToken if HUNT does not respond as expected", () => {
  it.each([
    ["5xx", { kind: "status", status: 503 }, "server-error"],
    ["429", { kind: "status", status: 429 }, "rate-limited"],
    ["403, which a proxy may return as well", { kind: "status", status: 403 }, "forbidden"],
    ["404", { kind: "status", status: 404 }, "not-hunt"],
    ["reset", { kind: "reset" }, "reset"],
    ["hang", { kind: "hang" }, "timeout"],
    ["HTML", { kind: "html" }, "html"],
    ["redirect", { kind: "redirect", location: "https://elsewhere.example/" }, "redirect"],
    ["truncated", { kind: "truncated" }, "truncated"],
    ["invalid JSON", { kind: "invalid-json" }, "invalid-json"],
  ] as const)("reports an instance as unreachable after %s", async (_, fault, reason) => {
    const advance = holdTimers();
    sandbox().faults.add({ match: "GET users/me", times: Infinity, ...fault });

    const checking = check(sandbox().tokens.admin, {}, { retry: { retries: 0 } });
    await waitForRequests(sandbox(), 1);
    if (fault.kind === "hang") advance(30_000);

    const health = await checking;
    expect(health).toMatchObject({ status: "unreachable", reason, source: "none", user: null });
  });
});

describe("the user in the result of checkToken", () => {
  const checkUser = async (user: object) => {
    const { url } = await serve((request, response) =>
      response.end(JSON.stringify(request.url?.includes("/users/me/") ? [] : { id: 1, ...user })),
    );
    return checkToken(createClient(url, { token: sampleToken }), { description: "asked for" });
  };

  it.each([
    ["a name", { role: "analyst", roles: ["admin"] }, "analyst"],
    ["a list of names", { roles: ["admin", "analyst"] }, "admin"],
    ["a list of objects", { roles: [{ name: "auditor" }] }, "auditor"],
    ["an empty list", { roles: [] }, null],
    ["a string instead of a list", { roles: "admin" }, null],
    ["an object without a name", { roles: [{ id: 3 }] }, null],
    ["null", { roles: [null] }, null],
  ])("includes the role if HUNT returns %s", async (_, user, role) => {
    expect((await checkUser(user)).role).toBe(role);
  });

  it("includes the stated description if HUNT does not list the token", async () => {
    expect(await checkUser({})).toMatchObject({ description: "asked for", reason: "no-record", match: null });
  });
});

describe("checkToken", () => {
  it("rejects a client without a token", async () => {
    const error = await catchError(checkToken(createClient(sandbox().url)));

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "token", problem: "missing" });
    expect(error.message).toMatch(/^token: missing. Pass a token to the client./);
    expect(sandbox().requests).toHaveLength(0);
  });

  it.each([
    [{ warnDays: -1 }, "warnDays"],
    [{ now: Number.NaN }, "now"],
    [{ secretUpdatedAt: "soon" }, "secretUpdatedAt"],
  ])("rejects an invalid option before anything is sent: %j", async (options, input) => {
    expect(await catchError(check(sandbox().tokens.admin, options))).toMatchObject({ input });
    expect(sandbox().requests).toHaveLength(0);
  });

  it("rejects with the reason of its signal", async () => {
    const reason = new Error("enough");

    await expect(check(sandbox().tokens.admin, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("reports an instance as unreachable after an unexpected status", async () => {
    sandbox().faults.add({ match: "GET users/me", kind: "status", status: 418 });

    expect(await check(sandbox().tokens.admin)).toMatchObject({
      status: "unreachable",
      reason: "unexpected-status",
      error: { code: "HUNT_VALIDATION" },
    });
  });
});
