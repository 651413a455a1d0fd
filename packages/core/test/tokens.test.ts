import { describe, expect, it } from "vitest";
import { ApiToken, checkToken, type TokenRecord } from "../src/index.js";
import { expectNoToken } from "@huntkit/testing";
import { createClient, catchError, holdTimers, serve, useSandbox } from "./helpers.js";
import { sampleToken } from "@huntkit/test-kit/values";

describe.each([
  { tokenRoutes: "accessTokens", tokenModel: false },
  { tokenRoutes: "accessTokens", tokenModel: true },
  { tokenRoutes: "apiTokens", tokenModel: false },
  { tokenRoutes: "apiTokens", tokenModel: true },
] as const)("tokens of an instance with the routes $tokenRoutes and tokenModel $tokenModel", (options) => {
  const { tokenRoutes, tokenModel } = options;
  const sandbox = useSandbox(options);
  const connectAs = (who: "admin" | "analyst") =>
    createClient(sandbox().url, { token: sandbox().tokens[who] });

  it("whoAmI returns the user of a token", async () => {
    expect((await connectAs("admin").tokens.whoAmI()).user).toMatchObject({ role: "admin" });
    expect((await connectAs("analyst").tokens.whoAmI()).user).toMatchObject({ role: "analyst" });
  });

  it("create trims the description, and the record does not contain the token", async () => {
    const { token, record } = await connectAs("analyst").tokens.create("  nightly export ");

    expect(token).toBeInstanceOf(ApiToken);
    expectNoToken({ record, token }, token.reveal());
    expect(record).toMatchObject({ description: "nightly export", lifetime: { kind: "dated" } });
  });

  it("create returns a token that is valid", async () => {
    const { token } = await connectAs("analyst").tokens.create("nightly export");

    const { user } = await createClient(sandbox().url, { token }).tokens.whoAmI();

    expect(user).toMatchObject({ role: "analyst" });
  });

  it("list returns the description and the lifetime of a token", async () => {
    const client = connectAs("analyst");
    const { record } = await client.tokens.create("nightly export");

    const listed = (await client.tokens.list()).find(({ handle }) => handle === record.handle);

    expect(listed).toMatchObject({ description: "nightly export", lifetime: record.lifetime });
  });

  it("revoke makes a token invalid", async () => {
    const client = connectAs("analyst");
    const { token, record } = await client.tokens.create("nightly export");

    await client.tokens.revoke(record.handle);

    expect(await catchError(createClient(sandbox().url, { token }).tokens.whoAmI())).toMatchObject({
      code: "HUNT_AUTH",
    });
  });

  it("revoke requires a confirmation for a token that the client did not create", async () => {
    const { token, record } = await connectAs("analyst").tokens.create("of another program");
    const client = connectAs("analyst");
    sandbox().requests.clear();

    const error = await catchError(client.tokens.revoke(record.handle));

    expect(error).toMatchObject({ code: "HUNT_INPUT", input: "confirmed", problem: "missing" });
    expect(sandbox().requests).toHaveLength(0);
    expect(await createClient(sandbox().url, { token }).tokens.whoAmI()).toBeDefined();
    await client.tokens.revoke(record.handle, { confirmed: true });
    expect((await catchError(createClient(sandbox().url, { token }).tokens.whoAmI())).code).toBe("HUNT_AUTH");
  });

  it("revoke fails for a token that is already revoked", async () => {
    const client = connectAs("analyst");
    const { record } = await client.tokens.create("nightly export");
    await client.tokens.revoke(record.handle);

    expect(await catchError(client.tokens.revoke(record.handle))).toMatchObject({ code: "HUNT_NOT_FOUND" });
  });

  it("listAll and revoke include the tokens of all users for an admin", async () => {
    const { record } = await connectAs("analyst").tokens.create("to be revoked by an admin");
    const { records, refused } = await connectAs("admin").tokens.listAll();
    const found = records.find(({ handle }) => handle === record.handle);
    expect(records).toHaveLength(sandbox().records("AccessTokens").length);
    expect(refused).toEqual([]);
    expect(found?.userId).toBe(record.userId);

    const other = { confirmed: true, any: true, owner: record.userId };
    await connectAs("admin").tokens.revoke(record.handle, other);
    expect(await catchError(connectAs("admin").tokens.revoke(record.handle, other))).toMatchObject({
      code: "HUNT_NOT_FOUND",
    });
  });

  it("create makes a token for another user only for an admin", async () => {
    const { id } = (await connectAs("analyst").tokens.whoAmI()).user;

    const { token } = await connectAs("admin").tokens.create("night build", { owner: String(id) });
    const refused = await catchError(
      connectAs("analyst").tokens.create("x", {
        owner: String((await connectAs("admin").tokens.whoAmI()).user.id),
      }),
    );

    expect((await createClient(sandbox().url, { token }).tokens.whoAmI()).user.id).toBe(id);
    expect(refused.code).toBe("HUNT_AUTH");
  });

  it("listAll fails for an analyst", async () => {
    expect(await catchError(connectAs("analyst").tokens.listAll())).toMatchObject({ code: "HUNT_AUTH" });
    expect((await connectAs("analyst").tokens.list()).every(({ userId }) => userId !== null)).toBe(true);
  });

  it("create requires a description, and sends nothing without one", async () => {
    expect(await catchError(connectAs("admin").tokens.create("  "))).toMatchObject({
      code: "HUNT_INPUT",
      input: "description",
    });
    expect(sandbox().requests).toHaveLength(0);
  });

  it("looks up the routes in the instance's document only once, and only if a default route does not exist", async () => {
    const client = connectAs("admin");
    await client.tokens.list();
    await client.tokens.listAll();
    const lookups = sandbox().requests.filter(({ path }) => path.startsWith("/explorer"));
    expect(lookups).toHaveLength(tokenRoutes === "accessTokens" && tokenModel ? 0 : 1);
  });
});

describe("looking up the token routes", () => {
  const sandbox = useSandbox({ tokenRoutes: "apiTokens" });
  const start = () => createClient(sandbox().url, { token: sandbox().tokens.admin });
  const document = "/explorer/openapi.json";
  const flaky = async () => {
    const answers: (() => void)[] = [];
    const { url } = await serve((request, response) => {
      if (request.url === document)
        answers.push(
          () => void response.end(JSON.stringify({ paths: { "/users/{id}/apiTokens": { get: {} } } })),
        );
      else if (request.url?.startsWith("/api/users/me/apiTokens")) response.end("[]");
      else
        response
          .writeHead(404)
          .end(JSON.stringify({ error: { message: "There is no method to handle it" } }));
    });
    return { url, asked: () => answers.length, answer: () => answers.splice(0).forEach((each) => each()) };
  };
  const turn = () => new Promise(setImmediate);

  it("sends one request for concurrent calls", async () => {
    const client = start();
    await Promise.all([client.tokens.list(), client.tokens.listAll(), client.tokens.list()]);
    expect(sandbox().requests.filter(({ path }) => path === document)).toHaveLength(1);
  });

  it("continues for other callers when one caller aborts", async () => {
    const { url, asked, answer } = await flaky();
    const client = createClient(url, { token: sampleToken });
    const controller = new AbortController();
    const givesUp = client.tokens.list({ signal: controller.signal });
    while (asked() === 0) await turn();
    controller.abort(new Error("enough"));
    await expect(givesUp).rejects.toThrow("enough");
    const patient = client.tokens.list();
    answer();
    expect(await patient).toEqual([]);
  });

  it("looks up the routes again after a failure", async () => {
    const advance = holdTimers();
    const { url, answer, asked } = await flaky();
    const other = createClient(url, { token: sampleToken, retry: { retries: 0 } });
    const failing = catchError(other.tokens.list());
    while (asked() < 1) await turn();
    advance(30_000);
    expect(await failing).toMatchObject({ code: "HUNT_TIMEOUT" });
    const again = other.tokens.list();
    while (asked() < 2) await turn();
    answer();
    expect(await again).toEqual([]);
  });

  it("does not look up the routes again for a token that does not exist", async () => {
    const stock = createClient(sandbox().url, { token: sandbox().tokens.admin });
    await stock.tokens.list();
    sandbox().requests.clear();
    expect(await catchError(stock.tokens.revoke("unknown", { confirmed: true }))).toMatchObject({
      code: "HUNT_NOT_FOUND",
    });
    expect(sandbox().requests).toHaveLength(1);
  });
});

describe("a lost response", () => {
  const sandbox = useSandbox({ tokenModel: true });
  const start = () => createClient(sandbox().url, { token: sandbox().tokens.admin });

  it.each([false, true])(
    "treats a revocation as successful if only its response was lost (any: %s)",
    async (any) => {
      const { record } = await start().tokens.create("revoked once");
      sandbox().faults.add({ match: "DELETE *", kind: "reset-after-headers" });
      await start().tokens.revoke(record.handle, { confirmed: true, any });
      expect((await start().tokens.list()).map(({ handle }) => handle)).not.toContain(record.handle);
    },
  );

  it("reports that a token may exist if the response to its creation was lost", async () => {
    sandbox().faults.add({ match: "POST *", kind: "truncated" });
    const error = await catchError(start().tokens.create("lost on the way"));
    expect(error).toMatchObject({
      attempts: 1,
      message: expect.stringContaining('Look for "lost on the way"'),
    });
    expect(
      (await start().tokens.list()).filter(({ description }) => description === "lost on the way"),
    ).toHaveLength(1);
  });

  it("does not report that a token may exist if HUNT denied the creation", async () => {
    sandbox().faults.add({ match: "POST *", kind: "status", status: 403 });
    expect((await catchError(start().tokens.create("x"))).message).not.toContain("might have been created");
  });
});

describe("a server that returns no token IDs", () => {
  const created = "2026-01-01T00:00:00.000Z";
  const start = async () => {
    const { url } = await serve((request, response) => {
      if (request.url === "/api/users/me") response.end(JSON.stringify({ id: 7 }));
      else
        response.end(
          JSON.stringify(
            request.method === "POST" ? { token: sampleToken, created } : [{ description: "ci", created }],
          ),
        );
    });
    return createClient(url, { token: sampleToken });
  };

  it("returns a new token and its expiry", async () => {
    const { token, record } = await (await start()).tokens.create("ci");
    expect(token.reveal()).toBe(sampleToken);
    expect(record).toMatchObject({ handle: null, lifetime: { kind: "dated", createdAt: created } });
    expect(await checkToken(await start(), { now: Date.parse("2026-02-01") })).toMatchObject({
      status: "healthy",
      description: "ci",
    });
  });

  it("rejects a revocation without an ID", async () => {
    expect(await catchError((await start()).tokens.revoke(null))).toMatchObject({
      code: "HUNT_INPUT",
      input: "handle",
    });
  });
});

describe("an instance without token routes", () => {
  const sandbox = useSandbox({ tokenRoutes: "none" });

  it("returns the 404 of the default route", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    expect(await catchError(client.tokens.list())).toMatchObject({
      code: "HUNT_UNSUPPORTED",
      path: "users/me/accessTokens",
    });
  });

  it("uses the routes that the user states, without a lookup", async () => {
    const listOwn = { method: "GET", path: "my/tokens" };
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin, tokenRoutes: { listOwn } });
    expect(await catchError(client.tokens.list())).toMatchObject({
      code: "HUNT_UNSUPPORTED",
      path: "my/tokens",
    });
    expect(sandbox().requests).toHaveLength(1);
  });

  it("does not list tokens user by user if the user states a route for all", async () => {
    const listAll = { method: "GET", path: "all/tokens" };
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin, tokenRoutes: { listAll } });
    expect(await catchError(client.tokens.listAll())).toMatchObject({
      code: "HUNT_UNSUPPORTED",
      path: "all/tokens",
    });
    expect(sandbox().requests).toHaveLength(1);
  });
});

describe("an instance without a list of all tokens", () => {
  const sandbox = useSandbox();
  const connectAs = (who: "admin" | "analyst") =>
    createClient(sandbox().url, { token: sandbox().tokens[who] });

  it("list returns the tokens of another user to an admin, with one request", async () => {
    const { user } = await connectAs("analyst").tokens.whoAmI();
    const { record } = await connectAs("analyst").tokens.create("nightly export");
    sandbox().requests.clear();

    const records = await connectAs("admin").tokens.list({ owner: String(user.id) });

    expect(records.map(({ handle }) => handle)).toContain(record.handle);
    expect(new Set(records.map(({ userId }) => userId))).toEqual(new Set([user.id]));
    expect(sandbox().requests).toHaveLength(1);
  });

  it("listAll reports its progress in users", async () => {
    const progress: [done: number, total: number][] = [];
    const total = sandbox().records("users").length;

    await connectAs("admin").tokens.listAll({ onProgress: (...step) => progress.push(step) });

    expect(progress).toEqual(Array.from({ length: total }, (_, index) => [index + 1, total]));
  });

  it("listAll returns the users that it has read", async () => {
    const { users } = await connectAs("admin").tokens.listAll();

    expect(users).toHaveLength(sandbox().records("users").length);
  });
});

describe("a list of more tokens than a page has", () => {
  const rows = Array.from({ length: 2_100 }, (_, index) => ({ id: `id-${index}`, description: `${index}` }));
  const start = async (listRows: (filter: { skip?: number }) => readonly object[]) => {
    const paths: string[] = [];
    const { url } = await serve((request, response) => {
      paths.push(request.url!);
      const filter = new URL(request.url!, "http://localhost").searchParams.get("filter");
      response.end(JSON.stringify(listRows(JSON.parse(filter ?? "{}") as { skip?: number })));
    });
    return { tokens: createClient(url, { token: sampleToken }).tokens, paths };
  };
  const countHandles = (records: readonly TokenRecord[]) => new Set(records.map(({ handle }) => handle)).size;
  const toPage = ({ skip = 0 }) => rows.slice(skip, skip + 1_000);

  it("listAll returns the tokens of all pages", async () => {
    const { tokens, paths } = await start(toPage);

    const { records } = await tokens.listAll();

    expect(countHandles(records)).toBe(2_100);
    expect(paths).toHaveLength(4);
  });

  it("list returns the tokens of all pages", async () => {
    const { tokens } = await start(toPage);

    const records = await tokens.list();

    expect(countHandles(records)).toBe(2_100);
  });

  it("list sends no ID of a token in a URL, because it can be the token's value", async () => {
    const { tokens, paths } = await start(toPage);

    await tokens.list();

    expect(paths.join()).not.toContain("id-");
  });

  it("list returns each token once if the server has no pages", async () => {
    const { tokens } = await start(() => rows);

    const records = await tokens.list();

    expect(records).toHaveLength(2_100);
  });
});

describe("revoking the token of another user", () => {
  const sandbox = useSandbox({ tokenModel: true });
  const start = async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin, retry: { retries: 0 } });
    const record = (await client.tokens.listAll()).records.find(
      ({ description }) => description === "Monthly report",
    )!;
    sandbox().requests.clear();
    return { client, handle: record.handle, owner: String(record.userId) };
  };
  const requests = () => sandbox().requests.map(({ method, path }) => `${method} ${path}`);

  it.each([undefined, null])("uses the route of the model if its owner is %s", async (owner) => {
    const { client, handle } = await start();

    await client.tokens.revoke(handle, { confirmed: true, any: true, owner: owner as undefined });

    expect(requests()).toEqual([`DELETE /api/AccessTokens/${handle}`]);
  });

  it("uses the route of its owner", async () => {
    const { client, handle, owner } = await start();

    await client.tokens.revoke(handle, { confirmed: true, any: true, owner });

    expect(requests()).toEqual([`DELETE /api/users/${owner}/accessTokens/${handle}`]);
  });

  it("does not try another route if HUNT denies it", async () => {
    const { client, handle, owner } = await start();
    sandbox().faults.add({ match: "DELETE users/*", kind: "status", status: 403 });

    expect((await catchError(client.tokens.revoke(handle, { confirmed: true, any: true, owner }))).code).toBe(
      "HUNT_FORBIDDEN",
    );
    expect(requests()).toHaveLength(1);
  });
});

describe("a new token in the response", () => {
  const create = async (response: unknown) => {
    const { url } = await serve((_, answer) => answer.end(JSON.stringify(response)));
    return createClient(url, { token: sampleToken }).tokens.create("x");
  };

  it.each(["token", "value", "accessToken", "id"])("is found in the property %s", async (name) => {
    const { token } = await create({ [name]: sampleToken });

    expect(token.reveal()).toBe(sampleToken);
  });

  it.each([null, {}, { token: null }, { id: "handle" }])("is missing in %o", async (response) => {
    const error = await catchError(create(response));

    expect(error).toMatchObject({ code: "HUNT_PROTOCOL", problem: "wrong-shape" });
    expect(error.message).toContain("POST users/me/accessTokens: the response does not contain a token.");
  });
});

describe("a server that uses the token as its ID, as LoopBack 3 does", () => {
  const created = "2026-01-01T00:00:00.000Z";
  const row = { id: sampleToken, ttl: 31_536_000, created, userId: 7 };
  const answers: Record<string, unknown> = {
    "GET /api/users/me": { id: 7, email: "ci@example.com" },
    "GET /api/users/me/accessTokens": [
      row,
      { ...row, id: "Z".repeat(64), created: "2025-06-01T00:00:00.000Z" },
    ],
    "POST /api/users/me/accessTokens": row,
  };
  const start = async () => {
    const { url } = await serve((request, response) =>
      response.end(JSON.stringify(answers[`${request.method} ${request.url}`])),
    );
    return createClient(url, { token: sampleToken });
  };

  it("does not show the tokens in the list", async () => {
    const records = await (await start()).tokens.list();
    expect(String(records[0]?.handle)).toMatch(/^hunt_\*{4}/);
    expectNoToken(records, sampleToken);
  });

  it("returns a new token from its ID", async () => {
    const { token, record } = await (await start()).tokens.create("x");
    expect(token.reveal()).toBe(sampleToken);
    expectNoToken(record, sampleToken);
  });

  it("finds the record of a token by its value", async () => {
    const health = await checkToken(await start(), { now: Date.parse("2026-03-01") });
    expect(health).toMatchObject({
      status: "healthy",
      expiresAt: "2027-01-01T00:00:00.000Z",
      match: { by: "value", candidates: 1 },
    });
  });
});
