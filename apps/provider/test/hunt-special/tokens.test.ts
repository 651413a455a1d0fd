import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiToken, HuntClient, type HuntClientOptions, type TokenRecord } from "@huntkit/core";
import { expectNoToken, startHunt, type StartHuntOptions, type TestHunt } from "@huntkit/testing";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import type { Context } from "@huntkit/terraform-plugin";
import { openDeliveryJournal } from "../../src/hunt/api-token/delivery-journal.js";
import { parseStateId, getStateId } from "../../src/hunt/api-token/managed-token.js";
import { connect, type Connection } from "../../src/hunt/connection.js";
import { ephemeralApiToken } from "../../src/hunt/ephemerals/api-token.js";
import { apiToken } from "../../src/hunt/resources/api-token.js";
import { startStockLoopBack } from "./stock-loopback.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const open: { hunt: TestHunt<HuntClient, HuntClientOptions>; connections: Connection[] }[] = [];
afterEach(async () => {
  await Promise.all(
    open
      .splice(0)
      .flatMap(({ hunt, connections }) => [hunt.stop(), ...connections.map(({ client }) => client.close())]),
  );
});

async function setUp(options: StartHuntOptions = {}) {
  const hunt = await startHunt(HuntClient, options);
  const connections: Connection[] = [];
  open.push({ hunt, connections });
  const warnings: string[] = [];
  const newConnection = (more: Partial<HuntClientOptions> = {}): Connection => {
    const connection = connect({
      instance: hunt.sandbox.url,
      token: hunt.sandbox.tokens.admin,
      clock: hunt.clock,
      env: {},
      random: () => 1,
      ...more,
    });
    connections.push(connection);
    return connection;
  };
  const connection = newConnection();
  const context = (client: Connection = connection): Context<Connection> => ({
    client,
    signal: new AbortController().signal,
    now: () => hunt.clock.now(),
    warn: (_, detail) => warnings.push(detail),
    private: { get: () => undefined, set: () => {} },
  });
  const tokens = () =>
    hunt.sandbox.records("AccessTokens").map(({ description, id }) => ({ description, id }));
  const findByDescription = (description: string) =>
    tokens().filter((each) => each.description === description);
  const asked = () => hunt.sandbox.requests.map(({ method, path }) => `${method} ${path}`);
  return {
    hunt,
    sandbox: hunt.sandbox,
    asked,
    connection,
    newConnection,
    context,
    warnings,
    tokens,
    findByDescription,
  };
}

const file = () => join(temporaryDirectory(), "token");
const nothing = { created_on: null, expires_at: null, user_id: null, id: "" };
const planned = (more: object) =>
  ({
    ...nothing,
    description: "acme deploys",
    rotate_before_days: null,
    deliver_to_command: null,
    deliver_to_file: null,
    ...more,
  }) as never;
const noConfig = {} as never;
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail("It did not fail."),
    (error: Error & { summary: string; detail: string }) => error,
  );

describe("getStateId and parseStateId", () => {
  const record = (handle: TokenRecord["handle"]): Pick<TokenRecord, "handle"> => ({ handle });
  const value = "abcdEFGH01234567".repeat(4);

  it("return the handle if it is too short to contain the value", () => {
    const handle = "0f8fad5b-d9cb-469f-a165-70867728950e";

    expect(getStateId(record(handle))).toBe(handle);
    expect(parseStateId(handle)).toBe(handle);
  });

  it.each([
    ["the value", new ApiToken(value)],
    ["a string that can contain the value", `hunt-${value}`],
  ])("return a fingerprint, and no handle, if the handle is %s", (_name, handle) => {
    const id = getStateId(record(handle))!;

    expect(id).toMatch(/^fingerprint-[0-9a-f]{8,16}$/);
    expect(parseStateId(id)).toBeNull();
    expectNoToken(id, value);
  });
});

describe("a new token", () => {
  it("is delivered, and its value is neither in the state nor in a URL", async () => {
    const { context, hunt } = await setUp({ now: "2026-03-01T00:00:00Z" });
    const path = file();

    const state = await apiToken.create(planned({ deliver_to_file: path }), noConfig, context());

    const value = readFileSync(path, "utf8");
    expectNoToken(state, value);
    const urls = hunt.sandbox.requests.map(({ path: requested, query }) => `${requested}${query}`);
    expect(urls.filter((url) => url.includes(value))).toEqual([]);
    expect(state).toMatchObject({
      description: "acme deploys",
      expires_at: expect.stringMatching(/^2027-03-01T00:0/),
      deliver_to_file: path,
      deliver_to_command: null,
    });
  });

  it("is valid, and in HUNT's list under its ID", async () => {
    const { connection, newConnection, context } = await setUp();
    const path = file();

    const state = await apiToken.create(planned({ deliver_to_file: path }), noConfig, context());

    const { client } = newConnection({ token: readFileSync(path, "utf8") });
    expect((await client.tokens.whoAmI()).user.id).toBe(state.user_id);
    expect((await connection.client.tokens.list()).map(getStateId)).toContain(state.id);
  });

  it("is not valid after it is destroyed", async () => {
    const { newConnection, context } = await setUp();
    const path = file();
    const state = await apiToken.create(planned({ deliver_to_file: path }), noConfig, context());

    await apiToken.delete(state, context());

    const { client } = newConnection({ token: readFileSync(path, "utf8") });
    await expect(client.tokens.whoAmI()).rejects.toMatchObject({ name: "HuntAuthError" });
  });

  it("is not created if the file cannot be written", async () => {
    const { context, tokens } = await setUp();
    const before = tokens().length;
    const error = await rejection(
      apiToken.create(planned({ deliver_to_file: join(file(), "below") }), noConfig, context()),
    );
    expect(error).toMatchObject({
      path: ["deliver_to_file"],
      detail: expect.stringMatching(/does not exist\. Create it first\. No token was created\.$/),
    });
    expect(tokens()).toHaveLength(before);
  });

  it("is revoked, and not in the state, if the command fails", async () => {
    const { context, findByDescription, sandbox } = await setUp();
    const error = await rejection(
      apiToken.create(
        planned({ deliver_to_command: [process.execPath, "-e", "process.exit(4)"] }),
        noConfig,
        context(),
      ),
    );
    expect(error).toMatchObject({
      name: "AttributeError",
      path: ["deliver_to_command"],
      detail: expect.stringContaining("exited with code 4. The new token was revoked."),
    });
    expect(findByDescription("acme deploys")).toEqual([]);
    expect(sandbox.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("revokes the token that an interrupted creation left, and removes its journal", async () => {
    const HOME = temporaryDirectory();
    const { context, findByDescription, newConnection, hunt } = await setUp();
    const connection = newConnection({ env: { HOME } });
    const destination = { deliver_to_command: null, deliver_to_file: file(), description: "acme deploys" };
    const left = await hunt.client.tokens.create("acme deploys");
    const opened = await openDeliveryJournal(
      connection.journalDirectory,
      connection.client,
      destination,
      () => hunt.clock.now(),
    );
    await opened!.journal.begin({
      state: "ready",
      userId: left.record.userId!,
      startedAt: new Date(hunt.clock.now()).toISOString(),
      instance: connection.client.instance.origin,
      store: "the file",
      description: "acme deploys",
      isDescriptionUnique: false,
      created: { id: left.record.handle as string, fingerprint: left.token.fingerprint },
      old: null,
    });
    opened!.release();

    const state = await apiToken.create(planned(destination), noConfig, context(connection));

    expect(findByDescription("acme deploys").map(({ id }) => id)).toEqual([state.id]);
    expect(readdirSync(join(HOME, ".config", "huntkit"))).toEqual([]);
  });

  it("is tainted if it can be neither delivered nor revoked, and revoked when it is destroyed", async () => {
    const { context, findByDescription, sandbox } = await setUp();
    sandbox.faults.add({ match: "DELETE users/me/accessTokens/*", kind: "status", status: 500, times: 2 });
    const error = await rejection(
      apiToken.create(planned({ deliver_to_command: ["hunt-no-such-command"] }), noConfig, context()),
    );
    const [{ id } = { id: "" }] = findByDescription("acme deploys");
    expect(error).toMatchObject({
      name: "PartialStateError",
      state: { id, description: "acme deploys" },
      cause: {
        path: ["deliver_to_command"],
        detail: expect.stringMatching(/was not found.*could not be revoked either.*tainted/),
      },
    });
    await apiToken.delete((error as unknown as { state: never }).state, context());
    expect(findByDescription("acme deploys")).toEqual([]);
  });

  it("is named in the error if its value was lost with HUNT's response", async () => {
    const { context, findByDescription, sandbox } = await setUp();
    sandbox.faults.add({ match: "POST users/me/accessTokens", kind: "reset-after-headers" });
    const error = await rejection(apiToken.create(planned({ deliver_to_file: file() }), noConfig, context()));
    expect(error.message).toContain(
      'A token might have been created. Look for "acme deploys" in HUNT\'s list of tokens, and revoke it.',
    );
    expect(findByDescription("acme deploys").length).toBeLessThan(2);
  });

  it("is revoked, and not delivered, if it is not valid", async () => {
    const { context, findByDescription, sandbox } = await setUp();
    sandbox.faults.add({ match: "GET users/me", kind: "status", status: 401 });
    const path = file();
    const error = await rejection(apiToken.create(planned({ deliver_to_file: path }), noConfig, context()));
    expect(error).toMatchObject({
      summary: "The token was not delivered",
      detail: expect.stringMatching(/^The new token is not valid: .*The new token was revoked\./),
    });
    expect(findByDescription("acme deploys")).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it("is not created after Terraform was interrupted", async () => {
    const { context, asked } = await setUp();
    const signal = AbortSignal.abort();

    await rejection(
      apiToken.create(planned({ deliver_to_file: file() }), noConfig, { ...context(), signal }),
    );

    expect(asked()).toEqual([]);
  });

  it("is revoked if Terraform is interrupted while the command stores it", async () => {
    const { context, findByDescription } = await setUp();
    const stop = new AbortController();
    const at = { ...context(), signal: stop.signal };
    const started = file();
    const command = [
      process.execPath,
      "-e",
      "require('node:fs').writeFileSync(process.argv[1], ''); setInterval(() => {}, 1000)",
      started,
    ];
    const creation = rejection(apiToken.create(planned({ deliver_to_command: command }), noConfig, at));
    await expect.poll(() => existsSync(started)).toBe(true);
    stop.abort();
    expect(await creation).toMatchObject({
      detail: expect.stringMatching(/was stopped before it exited\. The new token was revoked\./),
    });
    expect(findByDescription("acme deploys")).toEqual([]);
  });
});

describe("a managed token", () => {
  const made = async (options: StartHuntOptions = {}) => {
    const here = await setUp(options);
    const state = await apiToken.create(planned({ deliver_to_file: file() }), noConfig, here.context());
    return { ...here, state };
  };

  it("is removed from the state if it was revoked in HUNT", async () => {
    const { connection, context, state } = await made();
    expect(await apiToken.read(state, context())).toEqual(state);
    await connection.client.tokens.revoke(state.id, { confirmed: true });
    expect(await apiToken.read(state, context())).toBeNull();
    await apiToken.delete(state, context());
  });

  it("keeps values that HUNT's list does not contain", async () => {
    const { context, state, sandbox } = await made();
    sandbox.faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 200,
      body: [{ id: state.id, description: state.description }],
    });
    expect(await apiToken.read(state, context())).toEqual(state);
  });

  it("is kept with a warning, and can be destroyed, if HUNT does not show the list of tokens", async () => {
    const { context, state, warnings, findByDescription } = await made({ tokenLists: "refused" });
    expect(await apiToken.read(state, context())).toEqual(state);
    expect(warnings).toEqual([expect.stringContaining("so the state is unchanged")]);
    await apiToken.delete(state, context());
    expect(findByDescription("acme deploys")).toEqual([]);
    await apiToken.delete(state, context());
  });

  it("is not removed from the state if the provider's own token has expired", async () => {
    const { newConnection, context, state, sandbox } = await made();
    const expired = newConnection({ token: sandbox.tokens.expired });
    await expired.client.tokens.whoAmI().catch(() => {});
    await expect(apiToken.read(state, context(expired))).rejects.toMatchObject({ code: "HUNT_AUTH" });
  });

  it("is found and revoked by an admin if it belongs to another user", async () => {
    const { newConnection, context, sandbox, findByDescription } = await setUp();
    const analyst = newConnection({ token: sandbox.tokens.analyst });
    const state = await apiToken.create(planned({ deliver_to_file: file() }), noConfig, context(analyst));

    const read = await apiToken.read(state, context());
    await apiToken.delete(state, context());

    expect(read).toEqual(state);
    expect(findByDescription("acme deploys")).toEqual([]);
  });

  it("is found without the tokens of all users if it belongs to another user", async () => {
    const { newConnection, context, sandbox } = await setUp();
    const analyst = newConnection({ token: sandbox.tokens.analyst });
    const state = await apiToken.create(planned({ deliver_to_file: file() }), noConfig, context(analyst));
    sandbox.requests.clear();

    await apiToken.read(state, context());

    const lists = sandbox.requests.filter(({ path }) => path.endsWith("/accessTokens"));
    expect(lists.map(({ path }) => path)).toEqual([
      "/api/users/me/accessTokens",
      `/api/users/${state.user_id}/accessTokens`,
    ]);
  });

  it("is kept with a warning, and cannot be destroyed, if it belongs to an admin and the caller is an analyst", async () => {
    const { newConnection, context, sandbox, warnings, findByDescription } = await setUp();
    const analyst = newConnection({ token: sandbox.tokens.analyst });
    const state = await apiToken.create(planned({ deliver_to_file: file() }), noConfig, context());

    expect(await apiToken.read(state, context(analyst))).toEqual(state);
    expect(warnings).toHaveLength(1);
    await expect(apiToken.delete(state, context(analyst))).rejects.toMatchObject({ code: "HUNT_AUTH" });
    expect(findByDescription("acme deploys")).toHaveLength(1);
  });

  it("is imported by its ID or description", async () => {
    const { context, state } = await made();
    const imported = { ...state, deliver_to_file: null };

    expect(await apiToken.import!(state.id, context())).toEqual(imported);
    expect(await apiToken.import!("acme deploys", context())).toEqual(imported);
  });

  it("is not imported by a description that two tokens have, and the error lists their IDs", async () => {
    const { context, state, connection } = await made();
    await connection.client.tokens.create("acme deploys");

    const { detail } = await rejection(apiToken.import!("acme deploys", context()));

    expect(detail).toContain(state.id);
  });

  it("is not imported by a description that does not exist", async () => {
    const { context } = await made();

    const { detail } = await rejection(apiToken.import!("it's missing", context()));

    expect(detail).toContain('"it\'s missing"');
  });
});

describe("a server that uses the value of a token as its ID", () => {
  async function stockWorld() {
    const stock = await startStockLoopBack();
    onTestFinished(() => stock.stop());
    const { newConnection, context } = await setUp();
    return { stock, at: context(newConnection({ instance: stock.url, token: stock.token })) };
  }

  async function createToken() {
    const { stock, at } = await stockWorld();
    const path = file();
    const state = await apiToken.create(planned({ deliver_to_file: path }), noConfig, at);
    return { stock, at, state, value: readFileSync(path, "utf8") };
  }

  it("has tokens with a fingerprint as their ID in the state", async () => {
    const { at, state, value } = await createToken();

    expect(state.id).toBe(`fingerprint-${new ApiToken(value).fingerprint}`);
    expect(await apiToken.read(state, at)).toEqual(state);
    expect(await apiToken.import!(state.id, at)).toMatchObject({ id: state.id });
    expectNoToken(state, value);
  });

  it("revokes a token that its list contains", async () => {
    const { stock, at, state, value } = await createToken();

    await apiToken.delete(state, at);

    expect(stock.values).not.toContain(value);
  });

  it("does not revoke a token if it denies the list, and the error explains what to do", async () => {
    const { stock, at, state, value } = await createToken();
    stock.listsAreRefused = true;

    expect(await rejection(apiToken.delete(state, at))).toMatchObject({
      path: ["id"],
      detail: expect.stringContaining("terraform state rm"),
    });
    expect(stock.values).toContain(value);
  });

  it("revokes an ephemeral token even if it denies the list", async () => {
    const { stock, at } = await stockWorld();
    stock.listsAreRefused = true;
    const { result, private: opened } = await ephemeralApiToken.open(
      { description: "short", token: null, created_on: null, expires_at: null },
      at,
    );
    expect(stock.values).toContain(result.token);

    await ephemeralApiToken.close!(JSON.parse(JSON.stringify(opened)), at);

    expect(stock.values).not.toContain(result.token);
  });
});

describe("an ephemeral token", () => {
  async function openToken() {
    const started = await setUp();
    const { result, private: opened } = await ephemeralApiToken.open(
      { description: "short", token: null, created_on: null, expires_at: null },
      started.context(),
    );
    return { ...started, token: result.token, opened };
  }

  it("is valid while it is open", async () => {
    const { newConnection, token } = await openToken();

    const { user } = await newConnection({ token }).client.tokens.whoAmI();

    expect(user).toMatchObject({ role: "admin" });
  });

  it("is revoked when it is closed, even twice", async () => {
    const { context, findByDescription, opened } = await openToken();

    await ephemeralApiToken.close!(opened, context());
    await ephemeralApiToken.close!(opened, context());

    expect(findByDescription("short")).toEqual([]);
  });
});
