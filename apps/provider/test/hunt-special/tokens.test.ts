import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiToken, HuntClient, type HuntClientOptions, type TokenRecord } from "@huntkit/core";
import { expectNoToken, startHunt, type StartHuntOptions, type TestHunt } from "@huntkit/testing";
import { afterEach, describe, expect, it } from "vitest";
import type { Context } from "@huntkit/terraform-plugin";
import { openDeliveryJournal } from "../../src/hunt/api-token/delivery-journal.js";
import { handleOf, tokenId } from "../../src/hunt/api-token/managed-token.js";
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

async function world(options: StartHuntOptions = {}) {
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
  const named = (description: string) => tokens().filter((each) => each.description === description);
  const asked = () => hunt.sandbox.requests.map(({ method, path }) => `${method} ${path}`);
  return { hunt, sandbox: hunt.sandbox, asked, connection, newConnection, context, warnings, tokens, named };
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

describe("a token's id", () => {
  const record = (handle: TokenRecord["handle"]): Pick<TokenRecord, "handle"> => ({ handle });
  const value = "abcdEFGH01234567".repeat(4);

  it("is HUNT's handle where that is too short to hold the value", () => {
    expect(tokenId(record("0f8fad5b-d9cb-469f-a165-70867728950e"))).toBe(
      "0f8fad5b-d9cb-469f-a165-70867728950e",
    );
    expect(handleOf("0f8fad5b-d9cb-469f-a165-70867728950e")).toBe("0f8fad5b-d9cb-469f-a165-70867728950e");
  });

  it("is a fingerprint where the handle is the value, or may hold it, and then tells no handle", () => {
    for (const handle of [new ApiToken(value), `hunt-${value}`]) {
      const id = tokenId(record(handle))!;
      expect(id).toMatch(/^fingerprint-[0-9a-f]{8,16}$/);
      expectNoToken(id, value);
      expect(handleOf(id)).toBeNull();
    }
  });
});

describe("a new token", () => {
  it("works, goes to where it shall, and leaves nothing but facts in the state", async () => {
    const { connection, newConnection, context, hunt } = await world({ now: "2026-03-01T00:00:00Z" });
    const path = file();
    const state = await apiToken.create(planned({ deliver_to_file: path }), noConfig, context());
    const value = readFileSync(path, "utf8");
    expectNoToken(state, value);
    expect(state).toMatchObject({
      description: "acme deploys",
      expires_at: expect.stringMatching(/^2027-03-01T00:0/),
      deliver_to_file: path,
      deliver_to_command: null,
    });
    expect((await newConnection({ token: value }).client.tokens.whoAmI()).user.id).toBe(state.user_id);
    expect((await connection.client.tokens.list()).map(tokenId)).toContain(state.id);
    await apiToken.delete(state, context());
    expect(
      await newConnection({ token: value })
        .client.tokens.whoAmI()
        .catch((error: Error) => error.name),
    ).toBe("HuntAuthError");
    expect(hunt.sandbox.requests.every(({ path: asked, query }) => !`${asked}${query}`.includes(value))).toBe(
      true,
    );
  });

  it("is not made where the file cannot be written", async () => {
    const { context, tokens } = await world();
    const before = tokens().length;
    const error = await rejection(
      apiToken.create(planned({ deliver_to_file: join(file(), "below") }), noConfig, context()),
    );
    expect(error).toMatchObject({
      path: ["deliver_to_file"],
      detail: expect.stringMatching(/does not exist\. Create it first\. No token was made\.$/),
    });
    expect(tokens()).toHaveLength(before);
  });

  it("is revoked where the command fails, and not in the state", async () => {
    const { context, named, sandbox } = await world();
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
    expect(named("acme deploys")).toEqual([]);
    expect(sandbox.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("revokes the token that an interrupted creation has left, and keeps no value in its journal", async () => {
    const HOME = temporaryDirectory();
    const { context, named, newConnection, hunt } = await world();
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

    expect(named("acme deploys").map(({ id }) => id)).toEqual([state.id]);
    expect(readdirSync(join(HOME, ".config", "huntkit"))).toEqual([]);
  });

  it("is in the state as tainted where it could not be revoked either, and destroying that revokes it", async () => {
    const { context, named, sandbox } = await world();
    sandbox.faults.add({ match: "DELETE users/me/accessTokens/*", kind: "status", status: 500, times: 2 });
    const error = await rejection(
      apiToken.create(planned({ deliver_to_command: ["hunt-no-such-command"] }), noConfig, context()),
    );
    const [{ id } = { id: "" }] = named("acme deploys");
    expect(error).toMatchObject({
      name: "PartialState",
      state: { id, description: "acme deploys" },
      cause: {
        path: ["deliver_to_command"],
        detail: expect.stringMatching(/was not found.*could not be revoked either.*tainted/),
      },
    });
    await apiToken.delete((error as unknown as { state: never }).state, context());
    expect(named("acme deploys")).toEqual([]);
  });

  it("whose value is lost with HUNT's answer is left to the user, who is told what to look for", async () => {
    const { context, named, sandbox } = await world();
    sandbox.faults.add({ match: "POST users/me/accessTokens", kind: "reset-after-headers" });
    const error = await rejection(apiToken.create(planned({ deliver_to_file: file() }), noConfig, context()));
    expect(error.message).toContain(
      'A token might have been created. Look for "acme deploys" in HUNT\'s list of tokens, and revoke it.',
    );
    expect(named("acme deploys").length).toBeLessThan(2);
  });

  it("that does not work is revoked and not delivered", async () => {
    const { context, named, sandbox } = await world();
    sandbox.faults.add({ match: "GET users/me", kind: "status", status: 401 });
    const path = file();
    const error = await rejection(apiToken.create(planned({ deliver_to_file: path }), noConfig, context()));
    expect(error).toMatchObject({
      summary: "The token was not delivered",
      detail: expect.stringMatching(/^It could not be used: .*The new token was revoked\./),
    });
    expect(named("acme deploys")).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it("is made by no run that was stopped before, and taken back by one that is stopped while a command stores it", async () => {
    const { context, named, asked } = await world();
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
    expect(named("acme deploys")).toEqual([]);
    const before = asked().length;
    await rejection(apiToken.create(planned({ deliver_to_file: file() }), noConfig, at));
    expect(asked()).toHaveLength(before);
  });
});

describe("a token that is managed", () => {
  const made = async (options: StartHuntOptions = {}) => {
    const here = await world(options);
    const state = await apiToken.create(planned({ deliver_to_file: file() }), noConfig, here.context());
    return { ...here, state };
  };

  it("is gone when somebody revokes it", async () => {
    const { connection, context, state } = await made();
    expect(await apiToken.read(state, context())).toEqual(state);
    await connection.client.tokens.revoke(state.id);
    expect(await apiToken.read(state, context())).toBeNull();
    await apiToken.delete(state, context());
  });

  it("keeps what was known where HUNT's list tells less than its creation did", async () => {
    const { context, state, sandbox } = await made();
    sandbox.faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 200,
      body: [{ id: state.id, description: state.description }],
    });
    expect(await apiToken.read(state, context())).toEqual(state);
  });

  it("is taken to be as it was, with a warning, where HUNT shows no lists; destroying revokes it all the same", async () => {
    const { context, state, warnings, named } = await made({ tokenLists: "refused" });
    expect(await apiToken.read(state, context())).toEqual(state);
    expect(warnings).toEqual([expect.stringContaining("taken to be as it was")]);
    await apiToken.delete(state, context());
    expect(named("acme deploys")).toEqual([]);
    await apiToken.delete(state, context());
  });

  it("is not given up when the provider's own token is dead", async () => {
    const { newConnection, context, state, sandbox } = await made();
    const dead = newConnection({ token: sandbox.tokens.expired });
    await dead.client.tokens.whoAmI().catch(() => {});
    await expect(apiToken.read(state, context(dead))).rejects.toMatchObject({ code: "HUNT_AUTH" });
  });

  it("of another user is found and revoked by an admin, and kept with a warning by an analyst", async () => {
    const { newConnection, context, sandbox, warnings, named } = await world();
    const analyst = newConnection({ token: sandbox.tokens.analyst });
    const state = await apiToken.create(planned({ deliver_to_file: file() }), noConfig, context(analyst));
    const other = newConnection({ token: sandbox.tokens.expiring });
    expect(await apiToken.read(state, context())).toEqual(state);
    const ofAdmin = await apiToken.create(
      planned({ description: "of the admin", deliver_to_file: file() }),
      noConfig,
      context(),
    );
    expect(await apiToken.read(ofAdmin, context(analyst))).toEqual(ofAdmin);
    expect(warnings).toHaveLength(1);
    await expect(apiToken.delete(ofAdmin, context(analyst))).rejects.toMatchObject({ code: "HUNT_AUTH" });
    await apiToken.delete(state, context(other));
    expect(named("acme deploys")).toEqual([]);
    expect(named("of the admin")).toHaveLength(1);
  });

  it("is imported by its id, or by its description where that is the only one", async () => {
    const { context, state, connection } = await made();
    const imported = { ...state, deliver_to_file: null };
    expect(await apiToken.import!(state.id, context())).toEqual(imported);
    expect(await apiToken.import!("acme deploys", context())).toEqual(imported);
    await connection.client.tokens.create("acme deploys");
    expect(await rejection(apiToken.import!("acme deploys", context()))).toMatchObject({
      detail: expect.stringContaining(state.id),
    });
    expect(await rejection(apiToken.import!("nobody's", context()))).toMatchObject({
      detail: expect.stringContaining('"nobody\'s"'),
    });
  });
});

describe("a server that uses the value as a token's id", () => {
  it("has its tokens known by a fingerprint, and revoked through the list", async () => {
    const stock = await startStockLoopBack();
    try {
      const { newConnection, context } = await world();
      const at = context(newConnection({ instance: stock.url, token: stock.token }));
      const path = file();
      const state = await apiToken.create(planned({ deliver_to_file: path }), noConfig, at);
      const value = readFileSync(path, "utf8");
      expect(state.id).toBe(`fingerprint-${new ApiToken(value).fingerprint}`);
      expectNoToken(state, value);
      expect(await apiToken.read(state, at)).toEqual(state);
      expect(await apiToken.import!(state.id, at)).toMatchObject({ id: state.id });

      stock.listsAreRefused = true;
      expect(await rejection(apiToken.delete(state, at))).toMatchObject({
        path: ["id"],
        detail: expect.stringContaining("terraform state rm"),
      });
      expect(stock.values).toContain(value);
      stock.listsAreRefused = false;
      await apiToken.delete(state, at);
      expect(stock.values).not.toContain(value);
    } finally {
      await stock.stop();
    }
  });

  it("has ephemeral ones revoked, lists or not", async () => {
    const stock = await startStockLoopBack();
    try {
      stock.listsAreRefused = true;
      const { newConnection, context } = await world();
      const at = context(newConnection({ instance: stock.url, token: stock.token }));
      const { result, private: opened } = await ephemeralApiToken.open(
        { description: "short", token: null, created_on: null, expires_at: null },
        at,
      );
      expect(stock.values).toContain(result.token);
      await ephemeralApiToken.close!(JSON.parse(JSON.stringify(opened)), at);
      expect(stock.values).not.toContain(result.token);
    } finally {
      await stock.stop();
    }
  });
});

describe("an ephemeral token", () => {
  it("works while it is open, and is revoked at the end, however often", async () => {
    const { newConnection, context, named } = await world();
    const { result, private: opened } = await ephemeralApiToken.open(
      { description: "short", token: null, created_on: null, expires_at: null },
      context(),
    );
    const user = newConnection({ token: result.token });
    expect((await user.client.tokens.whoAmI()).user).toMatchObject({ role: "admin" });
    await ephemeralApiToken.close!(opened, context());
    expect(named("short")).toEqual([]);
    await ephemeralApiToken.close!(opened, context());
  });
});
