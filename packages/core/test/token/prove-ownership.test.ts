import { useHunt } from "@huntkit/testing";
import { sampleToken } from "@huntkit/test-kit/values";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ApiToken, HuntClient } from "../../src/index.js";
import { proveOwnership } from "../../src/token/prove-ownership.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

type TokenClient = HuntClient & { readonly token: ApiToken };
const createClient = (token: ApiToken | string) => hunt().newClient({ token }) as TokenClient;

describe("proveOwnership", () => {
  it("proves a token by the ID that was stored when it was created", async () => {
    const { token, record } = await hunt().client.tokens.create("kept");
    const kept = { id: record.handle as string, fingerprint: token.fingerprint };

    const ownership = await proveOwnership(createClient(token), { kept });

    expect(ownership).toMatchObject({ record: { handle: record.handle }, by: "kept id" });
  });

  it("does not prove a token by an ID that was stored for another token", async () => {
    const { token, record } = await hunt().client.tokens.create("in use");
    const other = await hunt().client.tokens.create("replaced by hand");
    const kept = { id: other.record.handle as string, fingerprint: other.token.fingerprint };

    const ownership = await proveOwnership(createClient(token), { kept });

    expect(ownership).toMatchObject({ record: { handle: record.handle }, by: "last use" });
  });

  it("proves a token by its last use, even if another one has the same description", async () => {
    const { token, record } = await hunt().client.tokens.create("twins");
    await hunt().client.tokens.create("twins");

    const ownership = await proveOwnership(createClient(token));

    expect(ownership).toMatchObject({ record: { handle: record.handle }, by: "last use" });
  });

  it("does not prove a session by its user's only token", async () => {
    const { sandbox } = hunt();
    const response = await fetch(`${sandbox.url}/api/users/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "pipeline", password: "pipeline-password" }),
    });
    const session = (await response.json()) as { id: string };

    const ownership = await proveOwnership(createClient(session.id));

    expect(ownership.record?.description).not.toBe("Release pipeline");
  });

  it("proves nothing if another token is used at the same time", async () => {
    const { token } = await hunt().client.tokens.create("busy");
    const other = createClient((await hunt().client.tokens.create("busy")).token);
    const own = createClient(token);
    const list = async () => {
      await other.tokens.whoAmI();
      return own.tokens.list();
    };
    const tokens = { list, whoAmI: () => own.tokens.whoAmI() };
    const client = { token: own.token, clock: own.clock, tokens } as unknown as TokenClient;

    expect(await proveOwnership(client)).toMatchObject({ record: null });
  });

  it("does not prove a token that another program uses if HUNT does not count lists as uses", async () => {
    const uses = { own: 0, other: 0 };
    const tokens = {
      list: async () => {
        uses.other++;
        return Object.entries(uses).map(([handle, count]) => ({ handle, lastUsedAt: String(count) }));
      },
      whoAmI: async () => void uses.own++,
    };
    const own = createClient(sampleToken);
    const client = { token: own.token, clock: own.clock, tokens } as unknown as TokenClient;

    expect(await proveOwnership(client)).toMatchObject({ record: null });
  });

  it("proves nothing if HUNT does not report uses", async () => {
    const { token } = await hunt().client.tokens.create("unused");
    hunt().sandbox.faults.add({
      match: "GET users/me/accessTokens",
      kind: "status",
      status: 200,
      body: [{ id: "a", description: "unused" }],
      times: "always",
    });

    expect(await proveOwnership(createClient(token))).toMatchObject({
      record: null,
      candidates: [{ handle: "a" }],
    });
  });

  it("proves a token by its value if the list shows values", async () => {
    const { token } = await hunt().client.tokens.create("shown");
    const other = await hunt().client.tokens.create("shown");
    const body = [other, { token }].map((each) => ({ id: each.token.reveal(), description: "shown" }));
    hunt().sandbox.faults.add({ match: "GET users/me/accessTokens", kind: "status", status: 200, body });

    const ownership = await proveOwnership(createClient(token));

    expect(ownership.record?.handle).toEqual(token);
    expect(ownership).toMatchObject({ by: "value" });
  });

  it("proves nothing by an ID that HUNT does not list", async () => {
    const { token, record } = await hunt().client.tokens.create("other id");

    const ownership = await proveOwnership(createClient(token), {
      kept: { id: "no-such-id", fingerprint: token.fingerprint },
    });

    expect(ownership).toMatchObject({ record: { handle: record.handle }, by: "last use" });
  });

  it.each([401, 403, 404])(
    "returns no candidates if the user is not allowed to list tokens (%i)",
    async (status) => {
      const { token } = await hunt().client.tokens.create("hidden");
      const match = "GET users/me/accessTokens";
      hunt().sandbox.faults.add({ match, kind: "status", status, times: "always" });

      expect(await proveOwnership(createClient(token))).toEqual({ record: null, candidates: [] });
    },
  );

  it("throws if HUNT cannot be reached", async () => {
    const { token } = await hunt().client.tokens.create("unreachable");
    const match = "GET users/me/accessTokens";
    hunt().sandbox.faults.add({ match, kind: "status", status: 503, times: "always" });

    await expect(proveOwnership(createClient(token))).rejects.toMatchObject({ code: "HUNT_SERVER" });
  });
});

describe("proveOwnership, with lists that HUNT might return", () => {
  const [early, late, later] = ["2026-01-01", "2026-02-01", "2026-02-02"];

  it("proves nothing if the last use of another token changes with the second request", async () => {
    const { client } = answerWith(
      { own: early, other: early },
      { own: late, other: early },
      { own: late, other: later },
    );

    expect(await proveOwnership(client)).toMatchObject({ record: null });
  });

  it("sends no request to observe if HUNT does not report uses", async () => {
    const { client, requests } = answerWith({ own: null, other: null });

    await proveOwnership(client);

    expect(requests).toEqual(["list"]);
  });

  it("waits before it observes again if the server stores times to the second", async () => {
    const { client, requests } = answerWith(
      { own: early, other: early },
      { own: early, other: early },
      { own: late, other: early },
      { own: later, other: early },
    );

    expect(await proveOwnership(client)).toMatchObject({ record: { handle: "own" }, by: "last use" });
    expect(requests).toEqual(["list", "whoAmI", "list", "sleep 1100", "whoAmI", "list", "list"]);
  });

  it("continues with the lists that the client has read", async () => {
    const { client, requests } = answerWith({ own: later, other: early });
    const { client: earlier } = answerWith({ own: early, other: early }, { own: late, other: early });
    const lists = [await earlier.tokens.list({}), await earlier.tokens.list({})];

    expect(await proveOwnership(client, { lists })).toMatchObject({ record: { handle: "own" } });
    expect(requests).toEqual(["list"]);
  });

  it("observes twice if two tokens were used between the lists that the client has read", async () => {
    const { client, requests } = answerWith({ own: later, other: late }, { own: "2026-03-01", other: late });
    const { client: earlier } = answerWith({ own: early, other: early }, { own: late, other: late });
    const lists = [await earlier.tokens.list({}), await earlier.tokens.list({})];

    expect(await proveOwnership(client, { lists })).toMatchObject({ record: { handle: "own" } });
    expect(requests).toEqual(["whoAmI", "list", "list"]);
  });

  it("proves nothing if the next list shows the use of another token", async () => {
    const { client } = answerWith({ own: late, other: later });
    const { client: earlier } = answerWith({ own: early, other: early }, { own: late, other: early });
    const lists = [await earlier.tokens.list({}), await earlier.tokens.list({})];

    expect(await proveOwnership(client, { lists })).toMatchObject({ record: null });
  });

  it("proves nothing if no last use changes", async () => {
    const { client } = answerWith({ own: early, other: early });

    expect(await proveOwnership(client)).toMatchObject({ record: null });
  });

  it("ignores a token that is created at the same time", async () => {
    const { client } = answerWith(
      { own: early },
      { own: late, created: null },
      { own: later, created: null },
    );

    expect(await proveOwnership(client)).toMatchObject({ record: { handle: "own" } });
  });

  it("proves nothing by a record without an ID", async () => {
    const { client } = answerWith({ "": early }, { "": late }, { "": later });

    expect(await proveOwnership(client)).toMatchObject({ record: null });
  });

  it("passes the signal to each request", async () => {
    const { client, signals } = answerWith({ own: early }, { own: late }, { own: later });
    const { signal } = new AbortController();

    await proveOwnership(client, { signal });

    expect(signals).toEqual([signal, signal, signal, signal]);
  });
});

/**
 * Returns a client whose lists are these, one after the other, and the last one for each further request.
 *
 * @param lists last uses by ID. The ID `""` stands for a record without one.
 */
function answerWith(...lists: Record<string, string | null>[]) {
  const requests: string[] = [];
  const signals: unknown[] = [];
  const tokens = {
    async list({ signal }: { signal?: AbortSignal }) {
      const index = requests.filter((request) => request === "list").length;
      requests.push("list");
      signals.push(signal);
      const uses = Object.entries(lists[Math.min(index, lists.length - 1)]!);
      return uses.map(([id, lastUsedAt]) => ({ handle: id === "" ? null : id, lastUsedAt }));
    },
    async whoAmI({ signal }: { signal?: AbortSignal }) {
      requests.push("whoAmI");
      signals.push(signal);
    },
  };
  const clock = {
    async sleep(ms: number) {
      requests.push(`sleep ${ms}`);
    },
  };
  const client = { token: new ApiToken(sampleToken), clock, tokens } as unknown as TokenClient;
  return { client, requests, signals };
}
