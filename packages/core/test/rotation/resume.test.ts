import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HuntClient, type ApiToken, type CreatedToken } from "../../src/index.js";
import {
  resumeRotation,
  type JournalEntry,
  type RotationJournal,
  type SecretStore,
} from "../../src/rotation/index.js";
import { toJournalToken } from "../../src/rotation/journal.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/** A rotation that was interrupted: HUNT has both tokens. */
async function interrupt(change: Partial<JournalEntry>, description = "interrupted") {
  const { client, clock } = hunt();
  const old = await client.tokens.create(description);
  const fresh = await client.tokens.create(description);
  const entry: JournalEntry = {
    state: "ready",
    startedAt: new Date(clock.now()).toISOString(),
    instance: client.instance.origin,
    store: "the store",
    description,
    isDescriptionUnique: false,
    created: toJournalToken(fresh.record, fresh.token),
    old: toJournalToken(old.record, old.token),
    ...change,
  };
  return { old, fresh, entry };
}

/** Resumes it in a run that uses a token, with a store that holds one, or does not show it. */
async function resume(entry: JournalEntry, token: ApiToken, held?: ApiToken) {
  const ended: string[] = [];
  const journal: RotationJournal = {
    begin: async () => {},
    advance: async () => {},
    claim: async () => void ended.push("claim"),
    end: async () => void ended.push("end"),
  };
  const store = { read: async () => ({ readAt: 0, ...(held && { token: held }) }) } as SecretStore;
  const client = hunt().newClient({ token }) as HuntClient & { readonly token: ApiToken };
  const result = await resumeRotation({ entry, journal, store, client });
  expect(ended).toEqual(["claim", "end"]);
  return result;
}

const exists = async ({ record }: CreatedToken) =>
  (await hunt().client.tokens.list()).some(({ handle }) => handle === record.handle);

describe("resumeRotation", () => {
  it("revokes the old token if the store holds the new one", async () => {
    const { old, fresh, entry } = await interrupt({});

    expect(await resume(entry, fresh.token, fresh.token)).toEqual({ outcome: "finished", old: "revoked" });

    expect(await exists(old)).toBe(false);
    expect(await exists(fresh)).toBe(true);
  });

  it("revokes the new token if the store holds the old one", async () => {
    const { old, fresh, entry } = await interrupt({});

    expect(await resume(entry, old.token, old.token)).toEqual({ outcome: "undone" });

    expect(await exists(old)).toBe(true);
    expect(await exists(fresh)).toBe(false);
  });

  it("revokes neither if a write was possible and the store cannot be read", async () => {
    const { old, fresh, entry } = await interrupt({});

    expect(await resume(entry, old.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(old)).toBe(true);
    expect(await exists(fresh)).toBe(true);
  });

  it("revokes neither if someone has put another token in the store after the write", async () => {
    const { old, fresh, entry } = await interrupt({ state: "store verified" });

    expect(await resume(entry, old.token, old.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(fresh)).toBe(true);
  });

  it("revokes neither if the store does not show the new token, and its write was not verified", async () => {
    const { old, fresh, entry } = await interrupt({ state: "stored" });

    expect(await resume(entry, fresh.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(old)).toBe(true);
  });

  it("does not revoke the old token in a run that uses it", async () => {
    const { old, entry } = await interrupt({ state: "store verified" });

    expect(await resume(entry, old.token)).toEqual({ outcome: "finished", old: "in use" });

    expect(await exists(old)).toBe(true);
  });

  it("names the tokens that may have been created, and revokes none of them", async () => {
    const { old, fresh, entry } = await interrupt({ state: "proven", created: null }, "maybe created");

    const result = await resume(entry, old.token);

    expect(result).toMatchObject({
      outcome: "maybe created",
      candidates: [{ handle: fresh.record.handle }],
    });
    expect(await exists(fresh)).toBe(true);
  });

  it("revokes a token whose unique description the journal kept", async () => {
    const change = { state: "proven", created: null, isDescriptionUnique: true } as const;
    const { old, fresh, entry } = await interrupt(change, "unique 8254e8");

    expect(await resume(entry, old.token)).toEqual({ outcome: "undone" });

    expect(await exists(fresh)).toBe(false);
  });
});
