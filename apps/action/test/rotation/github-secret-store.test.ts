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

/** An error, or the result that a request to GitHub has. */
type Answer<T> = T | Error;

/** Answers each request with the next answer, and repeats the last one. */
function take<T>(answers: Answer<T>[]): T {
  const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
  if (answer instanceof Error) throw answer;
  return answer;
}

/** A store whose requests to GitHub have these answers. It has read the secret before. */
async function createStore(answers: {
  write: Answer<{ isNew: boolean }>[];
  dates?: Answer<string>[];
  remove?: Answer<true>[];
}) {
  const { write, dates = [before], remove = [true] } = answers;
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

describe("a write to a secret", () => {
  it("is delivered if GitHub confirms it", async () => {
    const { store, delays } = await createStore({ write: [{ isNew: false }] });

    expect(await store.write(token, record)).toEqual({ result: "delivered" });
    expect(delays).toEqual([]);
  });

  it("is not delivered if GitHub rejects it", async () => {
    const { store } = await createStore({ write: [rejected] });

    expect(await store.write(token, record)).toEqual({ result: "not delivered", reason: rejected });
  });

  it("is sent again if its outcome is unknown", async () => {
    const { store, delays } = await createStore({ write: [unclear, unclear, { isNew: false }] });

    expect(await store.write(token, record)).toEqual({ result: "delivered" });
    expect(delays).toEqual([500, 2_000]);
  });

  it("is unknown if no response arrives and the secret is unchanged", async () => {
    const { store, delays } = await createStore({ write: [unclear] });

    expect(await store.write(token, record)).toEqual({ result: "unknown", reason: unclear });
    expect(delays).toEqual([500, 2_000, 5_000]);
  });

  it("is unknown if no response arrives, although the secret has changed: someone else may have written it", async () => {
    const { store } = await createStore({ write: [unclear], dates: ["2026-03-01T12:00:01.000Z"] });

    expect(await store.write(token, record)).toEqual({ result: "unknown", reason: unclear });
  });

  it("is unknown if GitHub rejects it after an attempt without a response", async () => {
    const { store, delays } = await createStore({ write: [unclear, rejected] });

    expect(await store.write(token, record)).toEqual({ result: "unknown", reason: rejected });
    expect(delays).toEqual([500]);
  });

  it("that created a secret is undone, because no workflow reads that one", async () => {
    const { store } = await createStore({ write: [{ isNew: true }] });

    expect(await store.write(token, record)).toMatchObject({ result: "not delivered" });
  });

  it("that created a secret is unknown if that cannot be removed", async () => {
    const { store } = await createStore({ write: [{ isNew: true }], remove: [rejected] });

    expect(await store.write(token, record)).toMatchObject({
      result: "unknown",
      detail: expect.stringMatching(/"new token.*GitHub does not allow it\./) as string,
    });
  });
});

describe("the proof that a secret holds the new token", () => {
  const write = [{ isNew: false }];

  it("is the date of the write, which GitHub may round", async () => {
    const { store } = await createStore({ write, dates: ["2026-03-01T12:00:05.000Z"] });
    await store.write(token, record);

    expect(await store.verify()).toEqual({ result: "delivered" });
  });

  it("fails if the secret was written at another time", async () => {
    const { store } = await createStore({ write, dates: ["2026-03-01T12:00:05.001Z"] });
    await store.write(token, record);

    expect(await store.verify()).toMatchObject({
      result: "unknown",
      reason: { message: expect.stringContaining("Another run, or a person") as string },
    });
  });

  it("is tried again until the secret shows the write", async () => {
    const { store, delays } = await createStore({ write, dates: [before, "2026-03-01T12:00:00.000Z"] });
    await store.write(token, record);

    expect(await store.verify()).toEqual({ result: "delivered" });
    expect(delays).toEqual([1_000]);
  });

  it("fails if the secret never shows the write", async () => {
    const { store, delays } = await createStore({ write });
    await store.write(token, record);

    expect(await store.verify()).toMatchObject({ result: "unknown" });
    expect(delays).toEqual([1_000, 2_000, 4_000]);
  });

  it("fails if the secret cannot be read", async () => {
    const { store } = await createStore({ write, dates: [rejected] });
    await store.write(token, record);

    expect(await store.verify()).toEqual({ result: "unknown", reason: rejected });
  });
});
