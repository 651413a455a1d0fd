import { ApiToken, type TokenRecord } from "@huntkit/core";
import { describe, expect, it } from "vitest";
import { SecretError, type GitHubSecret } from "../../src/rotation/github-secret.js";
import { GitHubSecretStore } from "../../src/rotation/github-secret-store.js";

const token = new ApiToken("abcdEFGH01234567".repeat(4));
const record = { handle: "new-id", description: "new token" } as TokenRecord;
const before = "2026-02-01T00:00:00.000Z";
const writtenAt = Date.parse("2026-03-01T12:00:00.000Z");
const unclear = new SecretError("The connection was cut.", true);
const rejected = new SecretError("GitHub does not allow it.", false);

/** The error or the result of a request to GitHub. */
type Outcome<T> = T | Error;

/** Returns or throws the next outcome. After the last one, it always uses that one. */
function take<T>(outcomes: Outcome<T>[]): T {
  const outcome = outcomes.length > 1 ? outcomes.shift()! : outcomes[0]!;
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** Creates a store whose requests to GitHub have these outcomes, and reads the secret. */
async function createStore(outcomes: {
  write: Outcome<{ isNew: boolean }>[];
  dates?: Outcome<string>[];
  remove?: Outcome<true>[];
}) {
  const { write, dates = [before], remove = [true] } = outcomes;
  const delays: number[] = [];
  let isFirstRead = true;
  const secret = {
    title: "HUNT_TOKEN of octo/repo",
    async read() {
      const updatedAt = isFirstRead ? before : take(dates);
      isFirstRead = false;
      return { updatedAt, readAt: writtenAt };
    },
    write: async () => ({ at: writtenAt, ...take(write) }),
    remove: async () => void take(remove),
  };
  const clock = { now: () => writtenAt, sleep: async (ms: number) => void delays.push(ms) };
  const store = new GitHubSecretStore(secret as unknown as GitHubSecret, token, clock);
  await store.read();
  return { store, delays };
}

describe("GitHubSecretStore.write", () => {
  it("delivers the token if GitHub confirms the write", async () => {
    const { store, delays } = await createStore({ write: [{ isNew: false }] });

    expect(await store.write(token, record)).toEqual({ result: "delivered" });
    expect(delays).toEqual([]);
  });

  it("does not deliver the token if GitHub rejects the write", async () => {
    const { store } = await createStore({ write: [rejected] });

    expect(await store.write(token, record)).toEqual({ result: "not delivered", reason: rejected });
  });

  it("sends a write again if its outcome is unknown", async () => {
    const { store, delays } = await createStore({ write: [unclear, unclear, { isNew: false }] });

    expect(await store.write(token, record)).toEqual({ result: "delivered" });
    expect(delays).toEqual([500, 2_000]);
  });

  it("reports an unknown outcome if GitHub never responds to the write", async () => {
    const { store, delays } = await createStore({ write: [unclear] });

    expect(await store.write(token, record)).toEqual({ result: "unknown", reason: unclear });
    expect(delays).toEqual([500, 2_000, 5_000]);
  });

  it("reports an unknown outcome even if the date of the secret has changed, because someone else may have written it", async () => {
    const { store } = await createStore({ write: [unclear], dates: ["2026-03-01T12:00:01.000Z"] });

    expect(await store.write(token, record)).toEqual({ result: "unknown", reason: unclear });
  });

  it("reports an unknown outcome if GitHub rejects the write after an attempt without a response", async () => {
    const { store, delays } = await createStore({ write: [unclear, rejected] });

    expect(await store.write(token, record)).toEqual({ result: "unknown", reason: rejected });
    expect(delays).toEqual([500]);
  });

  it("deletes a secret that the write created, because no workflow reads it", async () => {
    const { store } = await createStore({ write: [{ isNew: true }] });

    expect(await store.write(token, record)).toMatchObject({ result: "not delivered" });
  });

  it("reports an unknown outcome if a secret that the write created cannot be deleted", async () => {
    const { store } = await createStore({ write: [{ isNew: true }], remove: [rejected] });

    expect(await store.write(token, record)).toMatchObject({
      result: "unknown",
      detail: expect.stringMatching(/"new token.*GitHub does not allow it\./) as string,
    });
  });
});

describe("GitHubSecretStore.verify", () => {
  const write = [{ isNew: false }];

  it("accepts the date of the write, even if GitHub rounds it", async () => {
    const { store } = await createStore({ write, dates: ["2026-03-01T12:00:05.000Z"] });
    await store.write(token, record);

    expect(await store.verify()).toEqual({ result: "delivered" });
  });

  it("reports an unknown outcome if the secret was written at another time", async () => {
    const { store } = await createStore({ write, dates: ["2026-03-01T12:00:05.001Z"] });
    await store.write(token, record);

    expect(await store.verify()).toMatchObject({
      result: "unknown",
      reason: { message: "Another run or a person has changed the secret in the meantime." },
    });
  });

  it("reads the secret again until it has the date of the write", async () => {
    const { store, delays } = await createStore({ write, dates: [before, "2026-03-01T12:00:00.000Z"] });
    await store.write(token, record);

    expect(await store.verify()).toEqual({ result: "delivered" });
    expect(delays).toEqual([1_000]);
  });

  it("reports an unknown outcome if the date of the secret never changes", async () => {
    const { store, delays } = await createStore({ write });
    await store.write(token, record);

    expect(await store.verify()).toMatchObject({ result: "unknown" });
    expect(delays).toEqual([1_000, 2_000, 4_000]);
  });

  it("reports an unknown outcome if the secret cannot be read", async () => {
    const { store } = await createStore({ write, dates: [rejected] });
    await store.write(token, record);

    expect(await store.verify()).toEqual({ result: "unknown", reason: rejected });
  });
});
