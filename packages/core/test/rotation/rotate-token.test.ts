import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ApiToken, HuntClient } from "../../src/index.js";
import { createStore, rotate } from "./in-memory.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

describe("rotateToken", () => {
  it("creates, verifies, stores, and revokes the old token last", async () => {
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

  it("revokes neither token if a store throws while it is written", async () => {
    const write = () => Promise.reject(new Error("crashed"));

    const { result, requests } = await rotate(hunt(), createStore({ write }));

    expect(result).toMatchObject({
      outcome: "needs attention",
      left: "both tokens",
      failure: { step: "write store" },
    });
    expect(requests.filter((request) => request.startsWith("DELETE"))).toEqual([]);
  });

  it("throws the signal's reason before the token is requested, and continues after that", async () => {
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

  it("passes the value to the mask before anything else, and shows it in no result", async () => {
    const masked: string[] = [];
    const store = createStore();

    const { result } = await rotate(hunt(), store, { mask: (value) => masked.push(value) });

    expect(masked).toEqual([store.held?.reveal()]);
    expect(JSON.stringify((result as { record: object }).record)).not.toContain(masked[0]);
  });
});
