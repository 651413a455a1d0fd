import { onTestFinished } from "vitest";
import { temporaryDirectory } from "../vitest/index.js";
import { isToken, type KeptToken, type RotationWorld, type RunReport } from "./failure-matrix.js";
import { Wire } from "./wire.js";

/** What a run of a rotation in this process works with. */
export interface InProcessRun {
  /** Where to tap the store and the journal. */
  readonly wire: Wire;
  /** HUNT's address for this run: its requests meet the trap. */
  readonly url: string;
  /** The token that the store holds. */
  readonly token: string;
  /** HUNT's id of that token; undefined if HUNT has none, since it was revoked. */
  readonly id: string | undefined;
  /** Description of the token, and of the new one. */
  readonly description: string;
  /** A directory of this world. */
  readonly directory: string;
}

/** How a world in this process is set up. */
export interface InProcessOptions {
  readonly sandbox: {
    readonly url: string;
    readonly clock: { advance(ms: number): void };
    records(model: string): readonly object[];
  };
  /** Creates a token of the user. */
  readonly createToken: (description: string) => Promise<string>;
  /** Sets up a store that holds this token, and returns how to read what it holds. */
  readonly createStore: (token: string, directory: string) => () => string;
  /** Rotates the token of the store, or finishes what the run before has left. */
  readonly rotate: (run: InProcessRun) => Promise<RunReport>;
}

let worlds = 0;

/** A rotation adds a mark in brackets to the description. */
function isDescribedAs(token: KeptToken, description: string): boolean {
  return token.description === description || token.description.startsWith(`${description} [`);
}

/**
 * Starts a world in which a store holds a token that is due for rotation, and a rotation runs in this process. Another token of
 * the same user has the same description: it must never be revoked.
 */
export async function startInProcessWorld(options: InProcessOptions): Promise<RotationWorld> {
  const { sandbox, createToken, createStore, rotate } = options;
  const directory = temporaryDirectory();
  const description = `world ${++worlds}`;
  const first = await createToken(description);
  const foreign = await createToken(description);
  const held = createStore(first, directory);
  const tokens = () =>
    (sandbox.records("AccessTokens") as readonly KeptToken[]).filter(
      (token) => isDescribedAs(token, description) && !isToken(token, foreign),
    );

  async function run(wire: Wire): Promise<RunReport> {
    const { url, stop } = await wire.listen(sandbox);
    onTestFinished(stop);
    const token = held();
    const id = tokens().find((each) => isToken(each, token))?.id;
    return rotate({ wire, url, token, id, description, directory });
  }

  return {
    first,
    foreign: [foreign],
    held,
    tokens,
    works: async (token) =>
      (await fetch(`${sandbox.url}/api/users/me`, { headers: { authorization: token } })).ok,
    advance: (ms) => sandbox.clock.advance(ms),
    run(trap) {
      const wire = new Wire();
      wire.trap = trap;
      const killed = wire.killed.then(() => ({ text: "", errors: [] }));
      return Promise.race([killed, run(wire)]);
    },
  };
}

/** Taps a store: a call fails as its contract allows, before it is carried out for sure, and after it with an unknown outcome. */
export function tapStore<Store extends object>(wire: Wire, store: Store): Store {
  const reason = new Error("The connection was cut.");
  return wire.tap("store", store, {
    prove: throwCut,
    read: throwCut,
    write: (phase: string) => ({ result: phase === "before" ? "not delivered" : "unknown", reason }),
    verify: () => ({ result: "unknown", reason }),
  } as { readonly [Name in keyof Store]?: () => unknown });
}

/** Taps a journal: a call throws, before or after it was carried out. */
export function tapJournal<Journal extends object>(wire: Wire, journal: Journal): Journal {
  return wire.tap("journal", journal, { begin: throwCut, advance: throwCut, end: throwCut } as {
    readonly [Name in keyof Journal]?: () => unknown;
  });
}

function throwCut(): never {
  throw new Error("The connection was cut.");
}
