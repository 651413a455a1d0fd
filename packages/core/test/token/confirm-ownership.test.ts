import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ApiToken, HuntClient } from "../../src/index.js";
import { confirmOwnership } from "../../src/token/confirm-ownership.js";
import { proveOwnership } from "../../src/token/prove-ownership.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

type TokenClient = HuntClient & { readonly token: ApiToken };

/** Creates a token of the user of the default client. */
async function createToken(description: string) {
  const { token, record } = await hunt().client.tokens.create(description);
  return { record, client: hunt().newClient({ token }) as TokenClient };
}

/** Returns a client whose token HUNT does not list, and which another program uses its own token before. */
function hideOwnToken(own: TokenClient, hidden: unknown, useOther: () => Promise<unknown>): TokenClient {
  const tokens = {
    async list() {
      await useOther();
      const records = await own.tokens.list();
      return records.filter(({ handle }) => handle !== hidden);
    },
    whoAmI: () => own.tokens.whoAmI(),
  };
  return { token: own.token, clock: own.clock, tokens } as unknown as TokenClient;
}

describe("confirmOwnership", () => {
  it("confirms the record of the token", async () => {
    const { client, record } = await createToken("old");
    const { client: observer } = await createToken("new");

    expect(await confirmOwnership({ client, observer, record })).toBe(true);
  });

  it("does not confirm another token that a program uses all the time, although its last use looks like a proof", async () => {
    const session = await createToken("not listed");
    const other = await createToken("busy pipeline");
    const created = await createToken("new");
    const useOther = () => other.client.tokens.whoAmI();
    const client = hideOwnToken(session.client, session.record.handle, useOther);
    const observer = hideOwnToken(created.client, session.record.handle, useOther);

    const ownership = await proveOwnership(client);
    const isConfirmed = await confirmOwnership({ client, observer, record: ownership.record! });

    expect(ownership).toMatchObject({ by: "last use", record: { handle: other.record.handle } });
    expect(isConfirmed).toBe(false);
  });

  it("does not confirm a token that no one uses", async () => {
    const { client } = await createToken("in use");
    const { record } = await createToken("unused");
    const { client: observer } = await createToken("new");

    expect(await confirmOwnership({ client, observer, record })).toBe(false);
  });

  it("does not confirm a token that HUNT does not list to the new one", async () => {
    const { client, record } = await createToken("old");
    const { client: observer } = await createToken("new");
    hunt().sandbox.faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 403,
      times: "always",
    });

    expect(await confirmOwnership({ client, observer, record })).toBe(false);
  });

  it("throws if HUNT cannot be reached", async () => {
    const { client, record } = await createToken("old");
    const { client: observer } = await createToken("new");
    hunt().sandbox.faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 503,
      times: "always",
    });

    await expect(confirmOwnership({ client, observer, record })).rejects.toMatchObject({
      code: "HUNT_SERVER",
    });
  });
});

describe("confirmOwnership, in any order of the uses", () => {
  /** Simulates an instance that stores times with this resolution, and another program that uses its token at random. */
  async function simulate({ isOwn, resolutionMs = 1, usesOther = () => false, seed = 1 }: Simulation) {
    const random = createRandom(seed);
    let now = 0;
    let lastUse = 0;
    const use = () => {
      lastUse = Math.floor(now / resolutionMs) * resolutionMs;
    };
    const request = (isUse: boolean) => async () => {
      now += 10;
      if (isUse || usesOther(random)) use();
    };
    const list = async () => {
      await request(false)();
      return [{ handle: "record", lastUsedAt: String(lastUse) }];
    };
    const sleep = async (ms: number) => void (now += ms);
    const client = { tokens: { whoAmI: request(isOwn) }, clock: { sleep } } as unknown as HuntClient;
    const observer = { tokens: { whoAmI: request(false), list } } as unknown as HuntClient;
    return confirmOwnership({ client, observer, record: { handle: "record" }, random });
  }

  const seeds = Array.from({ length: 1_000 }, (_, index) => index + 1);

  it("confirms the token each time", async () => {
    const results = await Promise.all(seeds.map((seed) => simulate({ isOwn: true, seed })));

    expect(results.every(Boolean)).toBe(true);
  });

  it("waits if the server stores times to the second", async () => {
    expect(await simulate({ isOwn: true, resolutionMs: 1_000 })).toBe(true);
  });

  it("confirms the token of another program that uses it at random in less than 2 % of runs", async () => {
    const usesOther = (random: () => number) => random() < 0.3;

    const results = await Promise.all(seeds.map((seed) => simulate({ isOwn: false, usesOther, seed })));

    expect(results.filter(Boolean).length).toBeLessThan(20);
  });

  it("never confirms the token of another program that uses it all the time", async () => {
    const usesOther = () => true;

    const results = await Promise.all(seeds.map((seed) => simulate({ isOwn: false, usesOther, seed })));

    expect(results.filter(Boolean)).toEqual([]);
  });
});

interface Simulation {
  readonly isOwn: boolean;
  readonly resolutionMs?: number;
  readonly usesOther?: (random: () => number) => boolean;
  readonly seed?: number;
}

/** Returns a generator of random numbers (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
