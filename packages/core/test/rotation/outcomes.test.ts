import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ApiToken, HuntClient, type TokenHandle } from "../../src/index.js";
import type { SecretStore, WriteResult } from "../../src/rotation/index.js";
import { createJournal, createStore, rotate } from "./in-memory.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

const creation = "POST users/me/accessTokens";
const list = "GET users/me/accessTokens";
const unknown: WriteResult = { result: "unknown", reason: new Error("timed out") };

/** Makes HUNT create the token, and lose the response. */
function loseCreatedToken(): void {
  hunt().sandbox.faults.add({ match: creation, kind: "reset", phase: "after" });
}

function fail(match: string, status: number): void {
  hunt().sandbox.faults.add({ match, kind: "status", status, times: "always" });
}

async function countTokens(description: string): Promise<number> {
  return (await hunt().client.tokens.list()).filter((token) => token.description === description).length;
}

describe("rotateToken if no token is created", () => {
  it("changes nothing if HUNT rejects the request", async () => {
    const { result, revoked } = await rotate(hunt(), createStore(), { onStart: () => fail(creation, 403) });

    expect(result).toMatchObject({ outcome: "not created", failure: { step: "create token" } });
    expect(revoked).toEqual([]);
  });

  it("names a token by its description if the response was lost, because it may exist", async () => {
    const options = { description: "lost", onStart: loseCreatedToken };

    const { result, revoked } = await rotate(hunt(), createStore(), options);

    expect(result).toMatchObject({
      outcome: "needs attention",
      left: "maybe created",
      description: "lost",
      search: "not searched",
      failure: { step: "create token", isSuperseded: false },
    });
    expect(revoked).toEqual([]);
  });

  it("finds a lost token by its unique description, and revokes it", async () => {
    const unique = { isDescriptionUnique: true, describe: () => "unique a41b07" };

    const { result, revoked, old } = await rotate(hunt(), createStore(), {
      ...unique,
      onStart: loseCreatedToken,
    });

    expect(result).toMatchObject({ outcome: "rolled back", failure: { step: "create token" } });
    expect(revoked).toHaveLength(1);
    expect(revoked).not.toContain(old.record.handle);
    expect(await countTokens("unique a41b07")).toBe(0);
  });

  it("reports that a lost token may exist if HUNT does not list it yet", async () => {
    const unique = { isDescriptionUnique: true, describe: () => "unique 5e21c9" };
    const onStart = () => hunt().sandbox.faults.add({ match: creation, kind: "reset", phase: "before" });

    const { result, revoked } = await rotate(hunt(), createStore(), { ...unique, onStart });

    expect(result).toMatchObject({
      outcome: "needs attention",
      left: "maybe created",
      description: "unique 5e21c9",
      search: "not listed",
    });
    expect(revoked).toEqual([]);
  });

  it("reports that no token exists if HUNT rejected the request and does not list it", async () => {
    const { result } = await rotate(hunt(), createStore(), {
      isDescriptionUnique: true,
      describe: () => "unique 90c2d4",
      onStart: () => fail(creation, 403),
    });

    expect(result).toMatchObject({
      outcome: "not created",
      failure: { step: "create token", reason: { code: "HUNT_FORBIDDEN" } },
    });
  });

  it("reports that a token may exist if HUNT's list cannot be read", async () => {
    const onStart = () => {
      loseCreatedToken();
      fail(list, 403);
    };

    const { result, revoked } = await rotate(hunt(), createStore(), { isDescriptionUnique: true, onStart });

    expect(result).toMatchObject({
      outcome: "needs attention",
      left: "maybe created",
      search: { code: "HUNT_FORBIDDEN" },
      failure: { step: "create token", reason: { code: "HUNT_CONNECTION" } },
    });
    expect(revoked).toEqual([]);
  });

  it("stops if another run has revoked the old token and written the store", async () => {
    const store = createStore();
    const { token } = await hunt().client.tokens.create("of another run");
    const onStart = () => {
      fail(creation, 401);
      store.prove = async () => {
        const before = await store.read();
        store.held = token;
        return before;
      };
    };

    const { result, revoked } = await rotate(hunt(), store, { onStart });

    expect(result).toMatchObject({
      outcome: "not created",
      failure: {
        isSuperseded: true,
        reason: { message: expect.stringContaining("has written the store") as string },
      },
    });
    expect(revoked).toEqual([]);
  });

  it("blames the old token if HUNT returns 401 and the store is unchanged", async () => {
    const { result } = await rotate(hunt(), createStore(), { onStart: () => fail(creation, 401) });

    expect(result).toMatchObject({
      outcome: "not created",
      failure: { isSuperseded: false, reason: { code: "HUNT_AUTH" } },
    });
  });

  it("has an error as the reason even if something else was thrown", async () => {
    const throwString = (): string => {
      throw "no description"; // oxlint-disable-line typescript/only-throw-error
    };

    const { result } = await rotate(hunt(), createStore(), { describe: throwString });

    const { failure } = result as { failure: { reason: unknown } };
    expect(failure.reason).toBeInstanceOf(Error);
    expect(failure.reason).toMatchObject({ message: "no description" });
  });
});

describe("rotateToken before the store is written", () => {
  it("revokes a new token that HUNT does not accept", async () => {
    fail("GET users/me", 401);
    const store = createStore();

    const { result, revoked, old } = await rotate(hunt(), store);

    expect(result).toMatchObject({ outcome: "rolled back", failure: { step: "verify token" } });
    expect(revoked).toHaveLength(1);
    expect(revoked).not.toContain(old.record.handle);
    expect(store.held).toBeUndefined();
  });

  it("names the new token if it cannot be revoked", async () => {
    fail("GET users/me", 401);
    fail("DELETE users/me/accessTokens/*", 403);

    const { result } = await rotate(hunt(), createStore());

    expect(result).toMatchObject({
      outcome: "needs attention",
      left: "new token",
      record: { description: "rotated" },
      error: { code: "HUNT_FORBIDDEN" },
      failure: { step: "verify token" },
    });
  });

  it("revokes the new token if the store was read too long ago", async () => {
    const store = createStore({ prove: async () => ({ readAt: -1001 }) });

    const { result } = await rotate(hunt(), store, { maxStoreDelayMs: 1000 });

    expect(result).toMatchObject({
      outcome: "rolled back",
      failure: { step: "check store", reason: { message: expect.stringContaining("time") as string } },
    });
    expect(store.held).toBeUndefined();
  });

  it("stores the new token if the store was read just recently enough", async () => {
    const store = createStore({ prove: async () => ({ readAt: -1000 }) });

    const { result } = await rotate(hunt(), store, { maxStoreDelayMs: 1000 });

    expect(result.outcome).toBe("rotated");
  });

  it("revokes the new token if another run is about to store one", async () => {
    const store = createStore();

    const { result } = await rotate(hunt(), store, { findRival: () => "their token" });

    expect(result).toMatchObject({
      outcome: "rolled back",
      failure: {
        step: "check store",
        isSuperseded: true,
        reason: { message: expect.stringContaining('"their token"') as string },
      },
    });
    expect(store.held).toBeUndefined();
  });

  it("stores the new token if no other run is about to store one", async () => {
    const { result } = await rotate(hunt(), createStore(), { findRival: () => null });

    expect(result.outcome).toBe("rotated");
  });
});

describe("rotateToken after the store is written", () => {
  it("revokes the new token if it was not delivered", async () => {
    const reason = new Error("disk full");
    const store = createStore({ write: async () => ({ result: "not delivered", reason }) });

    const { result, revoked, old } = await rotate(hunt(), store);

    expect(result).toMatchObject({ outcome: "rolled back", failure: { step: "write store", reason } });
    expect(revoked).toHaveLength(1);
    expect(revoked).not.toContain(old.record.handle);
  });

  it("revokes neither token if the new one may have been delivered, and returns the detail of the store", async () => {
    const store = createStore({
      write: async () => ({ ...unknown, detail: "It was last written at noon." }),
    });

    const { result, revoked } = await rotate(hunt(), store);

    expect(result).toMatchObject({
      outcome: "needs attention",
      left: "both tokens",
      detail: "It was last written at noon.",
      record: { description: "rotated" },
      failure: { step: "write store", reason: { message: "timed out" } },
    });
    expect(revoked).toEqual([]);
  });

  it("returns null as the detail if the store has none", async () => {
    const { result } = await rotate(hunt(), createStore({ write: async () => unknown }));

    expect(result).toMatchObject({ left: "both tokens", detail: null });
  });

  it("revokes a new token that may have been delivered if no one depends on the store", async () => {
    const store = createStore({ write: async () => unknown });

    const { result, revoked } = await rotate(hunt(), store, { isReplacing: false, old: null });

    expect(result.outcome).toBe("rolled back");
    expect(revoked).toHaveLength(1);
  });

  it("keeps both tokens if the store cannot be verified, and returns a client of the new one", async () => {
    const { result, revoked } = await rotate(hunt(), createStore({ verify: async () => unknown }));

    expect(result).toMatchObject({ outcome: "needs attention", left: "old token" });
    const { client } = result as { client: HuntClient };
    expect((await client.tokens.whoAmI()).user.username).toBeTruthy();
    expect(revoked).toEqual([]);
  });

  it("succeeds if the old token cannot be revoked, and reports that", async () => {
    fail("DELETE users/me/accessTokens/*", 403);

    const { result } = await rotate(hunt(), createStore());

    expect(result).toMatchObject({
      outcome: "old token left",
      error: { code: "HUNT_FORBIDDEN" },
      record: { description: "rotated" },
    });
  });

  it("succeeds if the old token was revoked in the meantime", async () => {
    let oldId: TokenHandle | null = null;
    const write: SecretStore["write"] = async () => {
      await hunt().client.tokens.revoke(oldId);
      return { result: "delivered" };
    };

    const { result } = await rotate(hunt(), createStore({ write }), {
      onStart: ({ record }) => (oldId = record.handle),
    });

    expect(result).toMatchObject({ outcome: "rotated", old: "revoked" });
  });

  it("revokes nothing if there is no old token", async () => {
    const { result, revoked } = await rotate(hunt(), createStore(), { old: null });

    expect(result).toMatchObject({ outcome: "rotated", old: "kept" });
    expect(revoked).toEqual([]);
  });
});

describe("rotateToken, with an old token that was only observed", () => {
  it("revokes it if its last use changes with exactly the requests of the client", async () => {
    const { result, revoked, old } = await rotate(hunt(), createStore(), { isOldCertain: false });

    expect(result).toMatchObject({ outcome: "rotated", old: "revoked" });
    expect(revoked).toEqual([old.record.handle]);
  });

  it("keeps it if it is the token of another program", async () => {
    const other = await hunt().client.tokens.create("of another program");
    const journal = createJournal();

    const { result, revoked } = await rotate(hunt(), createStore(), {
      isOldCertain: false,
      old: other.record,
      journal,
    });

    expect(result).toMatchObject({ outcome: "rotated", old: "unconfirmed" });
    expect(revoked).toEqual([]);
    expect(journal.entry).toMatchObject({ old: null });
  });

  it("keeps it if HUNT does not return the list", async () => {
    const addFault = () =>
      hunt().sandbox.faults.add({
        match: "GET users/me/accessTokens",
        kind: "status",
        status: 403,
        times: "always",
      });

    const { result, revoked } = await rotate(hunt(), createStore(), {
      isOldCertain: false,
      onStart: addFault,
    });

    expect(result).toMatchObject({ outcome: "rotated", old: "unconfirmed" });
    expect(revoked).toEqual([]);
  });

  it("is in the journal only after the confirmation, because a resumed rotation revokes it", async () => {
    const olds: unknown[] = [];
    const journal = createJournal();
    const advance: typeof journal.advance = async (change) => {
      await journal.advance(change);
      olds.push([change.state, journal.entry?.old?.id ?? null]);
    };

    const { old } = await rotate(hunt(), createStore(), {
      isOldCertain: false,
      journal: { ...journal, advance },
    });

    expect(olds.slice(0, 2)).toEqual([
      ["created", null],
      ["ready", old.record.handle],
    ]);
  });
});

describe("the journal of rotateToken", () => {
  it("receives each state before the step that it allows, and is ended", async () => {
    const journal = createJournal();
    const now = () => Date.parse("2026-03-01T12:00:00Z");

    const { old } = await rotate(hunt(), createStore(), { journal, now });

    expect(journal.states).toEqual(["proven", "created", "ready", "stored", "store verified", "ended"]);
    expect(journal.entry).toMatchObject({
      startedAt: "2026-03-01T12:00:00.000Z",
      instance: hunt().client.instance.origin,
      store: "the store",
      description: "rotated",
      isDescriptionUnique: false,
      old: { id: old.record.handle, fingerprint: old.token.fingerprint },
    });
    expect(journal.entry?.created?.id).toEqual(expect.any(String));
  });

  it("records that the new token must be revoked, and is ended after that", async () => {
    const journal = createJournal();
    fail("GET users/me", 401);

    await rotate(hunt(), createStore(), { journal, isDescriptionUnique: true });

    expect(journal.states).toEqual(["proven", "created", "rolling back", "ended"]);
    expect(journal.entry).toMatchObject({ isDescriptionUnique: true });
  });

  it("is ended if no token was created", async () => {
    const journal = createJournal();

    await rotate(hunt(), createStore(), { journal, onStart: () => fail(creation, 403) });

    expect(journal.states).toEqual(["proven", "ended"]);
  });

  it("is kept for a later run if a token is left", async () => {
    const unclear = createJournal();
    await rotate(hunt(), createStore({ write: async () => unknown }), { journal: unclear });
    expect(unclear.states.at(-1)).toBe("ready");

    const unrevoked = createJournal();
    fail("DELETE users/me/accessTokens/*", 403);
    await rotate(hunt(), createStore(), { journal: unrevoked });
    expect(unrevoked.states.at(-1)).toBe("store verified");
  });

  it("prevents a rotation that cannot be recorded, and is not ended, because it may belong to another run", async () => {
    const begin = () => Promise.reject(new Error("another rotation is in progress"));
    const journal = createJournal({ begin });

    const { result, requests } = await rotate(hunt(), createStore(), { journal });

    expect(result).toMatchObject({
      outcome: "not created",
      failure: { reason: { message: "another rotation is in progress" } },
    });
    expect(requests).toEqual([]);
    expect(journal.states).toEqual([]);
  });

  it("stops a rotation before the store is written if the journal cannot be written", async () => {
    const store = createStore();
    const advance = () => Promise.reject(new Error("disk full"));

    const { result } = await rotate(hunt(), store, { journal: createJournal({ advance }) });

    expect(result).toMatchObject({ outcome: "rolled back", failure: { step: "verify token" } });
    expect(store.held).toBeUndefined();
  });

  it("does not stop a rotation after the store was written", async () => {
    const journal = createJournal();
    const advance: typeof journal.advance = (change) =>
      change.state === "stored" || change.state === "store verified"
        ? Promise.reject(new Error("disk full"))
        : journal.advance(change);
    const end = () => Promise.reject(new Error("disk full"));

    const { result } = await rotate(hunt(), createStore(), { journal: { ...journal, advance, end } });

    expect(result).toMatchObject({ outcome: "rotated", old: "revoked" });
  });
});

describe("the client of a new token", () => {
  const outcomes = [
    ["rotated", {}, 0],
    ["rolled back", { findRival: () => "their token" }, 1],
  ] as const;

  it.each(outcomes)(
    "is closed only if the result does not contain it: %s",
    async (outcome, options, closed) => {
      let count = 0;
      const connect = (token: ApiToken) => {
        const client = hunt().newClient({ token });
        const close = client.close.bind(client);
        client.close = () => {
          count++;
          return close();
        };
        return client;
      };

      const { result } = await rotate(hunt(), createStore(), { connect, ...options });

      expect(result.outcome).toBe(outcome);
      expect(count).toBe(closed);
    },
  );
});
