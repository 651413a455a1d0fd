import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ApiToken, HuntClient, type CreatedToken } from "../../src/index.js";
import {
  resumeRotation,
  type JournalEntry,
  type RotationJournal,
  type SecretStore,
} from "../../src/rotation/index.js";
import { toJournalToken } from "../../src/rotation/journal.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/** Creates the state of an interrupted rotation. HUNT has both tokens. */
async function interrupt(change: Partial<JournalEntry>, description = "interrupted") {
  const { client, clock } = hunt();
  const old = await client.tokens.create(description);
  const fresh = await client.tokens.create(description);
  const entry: JournalEntry = {
    state: "ready",
    userId: old.record.userId!,
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

/** Resumes a rotation in a run that uses `token`, with a store that contains `held` or cannot be read. */
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
  it("revokes the old token if the store contains the new one", async () => {
    const { old, fresh, entry } = await interrupt({});

    expect(await resume(entry, fresh.token, fresh.token)).toEqual({ outcome: "finished", old: "revoked" });

    expect(await exists(old)).toBe(false);
    expect(await exists(fresh)).toBe(true);
  });

  it("revokes the new token if the store contains the old one", async () => {
    const { old, fresh, entry } = await interrupt({});

    expect(await resume(entry, old.token, old.token)).toEqual({ outcome: "undone" });

    expect(await exists(old)).toBe(true);
    expect(await exists(fresh)).toBe(false);
  });

  it("revokes neither token if the store contains a token that neither run has stored", async () => {
    const { old, fresh, entry } = await interrupt({});
    const third = await hunt().client.tokens.create("of another place");

    expect(await resume(entry, third.token, third.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(old)).toBe(true);
    expect(await exists(fresh)).toBe(true);
  });

  it("revokes the new token if the store contains the token from before, and this is not the one to revoke", async () => {
    const { old, fresh, entry } = await interrupt({ old: null });

    const before = old.token.fingerprint;

    expect(await resume({ ...entry, before }, old.token, old.token)).toEqual({ outcome: "undone" });
    expect(await exists(fresh)).toBe(false);
  });

  it("revokes neither token if the store may have been written and cannot be read", async () => {
    const { old, fresh, entry } = await interrupt({});

    expect(await resume(entry, old.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(old)).toBe(true);
    expect(await exists(fresh)).toBe(true);
  });

  it("revokes neither token if someone replaced the new token in the store", async () => {
    const { old, fresh, entry } = await interrupt({ state: "store verified" });

    expect(await resume(entry, old.token, old.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(fresh)).toBe(true);
  });

  it("revokes neither token if the store cannot be read and its write was not verified", async () => {
    const { old, fresh, entry } = await interrupt({ state: "stored" });

    expect(await resume(entry, fresh.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(old)).toBe(true);
  });

  it("does not revoke the old token in a run that uses it", async () => {
    const { old, entry } = await interrupt({ state: "store verified" });

    expect(await resume(entry, old.token)).toEqual({ outcome: "finished", old: "in use" });

    expect(await exists(old)).toBe(true);
  });

  it("names tokens that may have been created, and revokes none of them", async () => {
    const { old, fresh, entry } = await interrupt({ state: "proven", created: null }, "maybe created");

    const result = await resume(entry, old.token);

    expect(result).toMatchObject({
      outcome: "maybe created",
      candidates: [{ handle: fresh.record.handle }],
    });
    expect(await exists(fresh)).toBe(true);
  });

  it("rejects a token of another user, instead of treating the new token as revoked", async () => {
    const { fresh, entry } = await interrupt({ state: "rolling back" });
    const other = new ApiToken(hunt().sandbox.tokens.analyst);

    await expect(resume(entry, other, other)).rejects.toThrow(
      "The interrupted rotation of the store belongs to another user. Resume it with a token of that user.",
    );

    expect(await exists(fresh)).toBe(true);
  });

  it("revokes a token with the unique description in the journal", async () => {
    const change = { state: "proven", created: null, isDescriptionUnique: true } as const;
    const { old, fresh, entry } = await interrupt(change, "unique 8254e8");

    expect(await resume(entry, old.token)).toEqual({ outcome: "undone" });

    expect(await exists(fresh)).toBe(false);
  });

  it("changes nothing if the rotation had only started", async () => {
    const { old, fresh, entry } = await interrupt({ state: "started" });

    expect(await resume(entry, old.token)).toEqual({ outcome: "nothing left" });

    expect(await exists(fresh)).toBe(true);
  });

  it.each(["created", "verified", "rolling back"] as const)(
    "revokes the new token if the store was not written yet: %s",
    async (state) => {
      const { old, fresh, entry } = await interrupt({ state });

      expect(await resume(entry, old.token)).toEqual({ outcome: "undone" });

      expect(await exists(fresh)).toBe(false);
      expect(await exists(old)).toBe(true);
    },
  );

  it("revokes a lost token that the first run was about to revoke", async () => {
    const change = { state: "rolling back", created: null, isDescriptionUnique: true } as const;
    const { old, fresh, entry } = await interrupt(change, "unique 77d0e3");

    expect(await resume(entry, old.token)).toEqual({ outcome: "undone" });

    expect(await exists(fresh)).toBe(false);
  });

  it("revokes nothing if neither the journal nor the store contains the new token", async () => {
    const { old, fresh, entry } = await interrupt({ created: null });

    expect(await resume(entry, old.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(old)).toBe(true);
    expect(await exists(fresh)).toBe(true);
  });

  it("does not revoke the old token as the lost one, even if it is unused and has the same description", async () => {
    const change = { state: "proven", created: null, isDescriptionUnique: true } as const;
    const { old, fresh, entry } = await interrupt(change, "unique 3be05f");
    const third = await hunt().client.tokens.create("of this run");

    expect(await resume(entry, third.token)).toEqual({ outcome: "undone" });

    expect(await exists(old)).toBe(true);
    expect(await exists(fresh)).toBe(false);
  });

  it("names a token without a date, because it may be the lost one", async () => {
    const { old, entry } = await interrupt({ state: "proven", created: null }, "undated");
    const body = [{ id: "undated-id", description: "undated" }];
    hunt().sandbox.faults.add({ match: "GET users/me/accessTokens", kind: "status", status: 200, body });

    expect(await resume(entry, old.token)).toMatchObject({
      outcome: "maybe created",
      candidates: [{ handle: "undated-id" }],
    });
  });

  it("revokes nothing if a token that is its own ID is no longer listed", async () => {
    const { old, fresh, entry } = await interrupt({ state: "created" });
    const created = { id: null, fingerprint: fresh.token.fingerprint };
    const { requests } = hunt().sandbox;
    requests.clear();

    expect(await resume({ ...entry, created }, old.token)).toEqual({ outcome: "undone" });

    expect(requests.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  it("does not revoke the new token in a run that uses it", async () => {
    const { fresh, entry } = await interrupt({ state: "created" });

    expect(await resume(entry, fresh.token)).toEqual({ outcome: "both tokens left" });

    expect(await exists(fresh)).toBe(true);
  });

  it("keeps the old token if it was not identified for certain", async () => {
    const { old, fresh, entry } = await interrupt({ state: "store verified", old: null });

    expect(await resume(entry, fresh.token, fresh.token)).toEqual({ outcome: "finished", old: "kept" });

    expect(await exists(old)).toBe(true);
  });

  it("changes nothing if HUNT does not list a token that may have been created", async () => {
    const { old, entry } = await interrupt({
      state: "creation unclear",
      created: null,
      description: "never created",
      isDescriptionUnique: true,
    });

    expect(await resume(entry, old.token)).toEqual({ outcome: "nothing left" });
  });

  it("revokes none of several tokens with the description of a lost one", async () => {
    const change = { state: "proven", created: null, isDescriptionUnique: true } as const;
    const { old, fresh, entry } = await interrupt(change, "not unique after all");
    const other = await hunt().client.tokens.create("not unique after all");

    const result = await resume(entry, old.token);

    expect(result).toMatchObject({ outcome: "maybe created", candidates: { length: 2 } });
    expect(await exists(fresh)).toBe(true);
    expect(await exists(other)).toBe(true);
  });

  it("does not treat a used token as the lost one", async () => {
    const change = { state: "proven", created: null, isDescriptionUnique: true } as const;
    const { old, fresh, entry } = await interrupt(change, "unique 1c09ab");
    await hunt().newClient({ token: fresh.token }).tokens.whoAmI();

    expect(await resume(entry, old.token)).toEqual({ outcome: "nothing left" });

    expect(await exists(fresh)).toBe(true);
  });

  it.each([
    [4, "undone"],
    [6, "nothing left"],
  ])("allows a clock difference of 5 minutes: %i minutes", async (minutes, outcome) => {
    const startedAt = new Date(hunt().clock.now() + minutes * 60_000).toISOString();
    const change = { state: "proven", created: null, isDescriptionUnique: true, startedAt } as const;
    const { old, entry } = await interrupt(change, `unique after ${minutes} minutes`);

    expect(await resume(entry, old.token)).toEqual({ outcome });
  });

  it("finds a token that is its own ID by its fingerprint in the journal", async () => {
    const { old, fresh, entry } = await interrupt({ state: "created" });
    const created = { id: null, fingerprint: fresh.token.fingerprint };
    const ids = [old.token.reveal(), fresh.token.reveal()];
    const { faults } = hunt().sandbox;
    faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 200,
      body: ids.map((id) => ({ id, description: "same" })),
    });
    // The log of requests does not contain values, so each token has a fault that records its revocation.
    const revoked: string[] = [];
    for (const id of ids)
      faults.add({
        match: `DELETE users/me/accessTokens/${id}`,
        kind: "callback",
        onRequest: (_, phase) => {
          if (phase === "before") revoked.push(id);
        },
      });

    expect(await resume({ ...entry, created }, old.token)).toEqual({ outcome: "undone" });

    expect(revoked).toEqual([fresh.token.reveal()]);
  });
});
