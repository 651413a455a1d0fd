import type { TestHunt } from "@huntkit/testing";
import type { ApiToken, CreatedToken, HuntClient, HuntClientOptions } from "../../src/index.js";
import {
  rotateToken,
  type JournalEntry,
  type RotationJournal,
  type RotationOptions,
  type SecretStore,
} from "../../src/rotation/index.js";

type Hunt = TestHunt<HuntClient, HuntClientOptions>;

export type MemoryStore = SecretStore & { held: ApiToken | undefined };

/** Creates a store in memory. Tests can replace its methods. */
export function createStore(methods: Partial<SecretStore> = {}): MemoryStore {
  const store: MemoryStore = {
    held: undefined,
    describe: () => "the store",
    prove: () => store.read(),
    read: async () => ({ readAt: 0, ...(store.held && { token: store.held }) }),
    async write(token) {
      store.held = token;
      return { result: "delivered" };
    },
    verify: async () => ({ result: "delivered" }),
    ...methods,
  };
  return store;
}

export interface MemoryJournal extends RotationJournal {
  /** States in the order in which they were written, and `ended`. */
  readonly states: string[];
  entry: JournalEntry | undefined;
}

/** Creates a journal in memory. Tests can replace its methods. */
export function createJournal(methods: Partial<RotationJournal> = {}): MemoryJournal {
  const journal: MemoryJournal = {
    states: [],
    entry: undefined,
    async begin(entry) {
      journal.entry = entry;
      journal.states.push(entry.state);
    },
    async advance(change) {
      journal.entry = { ...journal.entry!, ...change };
      if (change.state) journal.states.push(change.state);
    },
    claim: async () => {},
    end: async () => void journal.states.push("ended"),
    ...methods,
  };
  return journal;
}

/** Options of `rotate`. */
export interface RotateOptions extends Partial<RotationOptions> {
  /** Description of both tokens. */
  readonly description?: string;
  /** Called after the old token was created, for example to add faults. */
  readonly onStart?: (old: CreatedToken) => void;
}

/** Rotates a token that is created for the test. Returns the result and the requests to HUNT. */
export async function rotate(
  { client, newClient, sandbox }: Hunt,
  store: SecretStore,
  { description = "rotated", onStart, ...options }: RotateOptions = {},
) {
  const old = await client.tokens.create(description);
  sandbox.requests.clear();
  onStart?.(old);
  const result = await rotateToken({
    client: newClient({ token: old.token }),
    connect: (token) => newClient({ token }),
    store,
    old: old.record,
    isOldCertain: true,
    describe: () => description,
    ...options,
  });
  const requests = sandbox.requests.map(({ method, path }) => `${method} ${path.replace(/^\/api\//, "")}`);
  const revoked = requests
    .filter((request) => request.startsWith("DELETE"))
    .map((request) => request.split("/").at(-1));
  return { result, requests, revoked, old };
}
