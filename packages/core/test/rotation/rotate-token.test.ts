import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ApiToken, HuntClient, type TokenRecord } from "../../src/index.js";
import { createJournal, createStore, rotate } from "./in-memory.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

describe("rotateToken", () => {
  it("creates, verifies, and stores a token, and then revokes the old one", async () => {
    const store = createStore();

    const { result, requests, old } = await rotate(hunt(), store);

    expect(result).toMatchObject({ outcome: "rotated", old: "revoked", record: { description: "rotated" } });
    expect(requests).toEqual([
      "POST users/me/accessTokens",
      "GET users/me",
      `DELETE users/me/accessTokens/${String(old.record.handle)}`,
    ]);
    expect((result as { client: HuntClient }).client.token?.equals(store.held!)).toBe(true);
  });

  it("verifies the new token with the list in which it looks for other runs", async () => {
    const seen: string[] = [];

    const { result, requests, old } = await rotate(hunt(), createStore(), {
      findRival: (own, _, records) => {
        seen.push(...records.map(({ handle }) => (handle === own.handle ? "new" : String(handle))));
        return null;
      },
    });

    expect(requests.map((request) => request.split("/accessTokens/")[0])).toEqual([
      "POST users/me/accessTokens",
      "GET users/me/accessTokens",
      "DELETE users/me",
    ]);
    expect(seen).toContain("new");
    expect(seen).toContain(String(old.record.handle));
    expect(result).toMatchObject({ outcome: "rotated", listed: { description: "rotated" } });
  });

  it("verifies the new token with its user if HUNT does not return a list", async () => {
    hunt().sandbox.faults.add({ match: "GET users/me/accessTokens", kind: "status", status: 403 });

    const { result, requests } = await rotate(hunt(), createStore(), { findRival: () => null });

    expect(requests.slice(0, 3)).toEqual([
      "POST users/me/accessTokens",
      "GET users/me/accessTokens",
      "GET users/me",
    ]);
    expect(result).toMatchObject({ outcome: "rotated", listed: undefined });
  });

  it("creates no token if the store cannot be written", async () => {
    const prove = () => Promise.reject(new Error("read-only"));

    const { result, requests } = await rotate(hunt(), createStore({ prove }));

    expect(result).toMatchObject({
      outcome: "not created",
      failure: { step: "prove store", reason: { message: "read-only" } },
    });
    expect(requests).toEqual([]);
  });

  it("revokes the new token if someone else has written the store in the meantime", async () => {
    const store = createStore();
    const someoneElses = new ApiToken("abcdEFGH01234567".repeat(4));

    const { result } = await rotate(hunt(), store, {
      connect(token) {
        store.held = someoneElses;
        return hunt().newClient({ token });
      },
    });

    expect(result).toMatchObject({ outcome: "rolled back", failure: { isSuperseded: true } });
    expect(store.held).toBe(someoneElses);
  });

  it("revokes neither token if the store throws during a write", async () => {
    const write = () => Promise.reject(new Error("crashed"));

    const { result, requests } = await rotate(hunt(), createStore({ write }));

    expect(result).toMatchObject({
      outcome: "needs attention",
      left: "both tokens",
      failure: { step: "write store" },
    });
    expect(requests.filter((request) => request.startsWith("DELETE"))).toEqual([]);
  });

  it("records the ID of a lost token before it is revoked", async () => {
    const { sandbox } = hunt();
    const journal = createJournal();
    sandbox.faults.add({ match: "POST users/me/accessTokens", kind: "reset", phase: "after", skip: 1 });

    const { result } = await rotate(hunt(), createStore(), {
      describe: () => "lost [huntkit:8254e8]",
      isDescriptionUnique: true,
      journal,
    });

    expect(result).toMatchObject({ outcome: "rolled back", record: { mark: "8254e8" } });
    const { handle } = (result as { record: TokenRecord }).record;
    expect(journal.entry).toMatchObject({
      state: "rolling back",
      created: { id: handle, fingerprint: null },
    });
  });

  it("revokes the new token with itself if HUNT no longer accepts the old one", async () => {
    const { client } = hunt();
    let reads = 0;
    const read = async () => {
      if (reads++ > 0) throw new Error("another run has written it");
      return { readAt: 0 };
    };
    const connect = async (token: ApiToken) => {
      const old = (await client.tokens.list()).find(({ description }) => description === "rotated");
      await client.tokens.revoke(old!.handle);
      return hunt().newClient({ token });
    };

    const { result } = await rotate(hunt(), createStore({ read }), { connect, describe: () => "overtaken" });

    expect(result).toMatchObject({ outcome: "rolled back" });
    const left = (await client.tokens.list()).filter(({ description }) => description === "overtaken");
    expect(left).toEqual([]);
  });

  it("revokes the new token if HUNT has shortened its description", async () => {
    const body = { id: "short", token: "s".repeat(64), description: "a long descr" };
    hunt().sandbox.faults.add({
      match: "POST users/me/accessTokens",
      kind: "status",
      skip: 1,
      status: 200,
      body,
    });

    const { result } = await rotate(hunt(), createStore(), {
      describe: () => "a long description [huntkit:8254e8]",
    });

    expect(result).toMatchObject({
      outcome: "rolled back",
      failure: {
        step: "verify token",
        reason: {
          message:
            "HUNT truncated the description to 12 characters, so a later run would not recognize the token. " +
            "Shorten the description of the old token, and rotate it again.",
        },
      },
    });
  });

  it("rejects with the signal's reason before the token is requested, and ignores the signal after that", async () => {
    const early = new AbortController();
    const reason = new Error("stopped");
    early.abort(reason);
    await expect(rotate(hunt(), createStore(), { signal: early.signal })).rejects.toBe(reason);

    const late = new AbortController();
    const { result } = await rotate(hunt(), createStore(), {
      signal: late.signal,
      mask: () => late.abort(reason),
    });
    expect(result.outcome).toBe("rotated");
  });

  it("masks the token before anything else, and does not include it in the result", async () => {
    const masked: string[] = [];
    const store = createStore();

    const { result } = await rotate(hunt(), store, { mask: (value) => masked.push(value) });

    expect(masked).toEqual([store.held?.reveal()]);
    expect(JSON.stringify((result as { record: object }).record)).not.toContain(masked[0]);
  });
});
