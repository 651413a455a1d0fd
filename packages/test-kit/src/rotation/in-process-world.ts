import { onTestFinished } from "vitest";
import { temporaryDirectory } from "../vitest/index.js";
import { isToken, type KeptToken, type RotationWorld, type RunReport } from "./failure-matrix.js";
import { Wire } from "./wire.js";

/** Parameters of a rotation in this process. */
export interface InProcessRun {
  /** Taps the store and the journal. */
  readonly wire: Wire;
  /** Address of HUNT for this run. Its requests pass the trap. */
  readonly url: string;
  /** The token in the store. */
  readonly token: string;
  /** ID of the token in HUNT. Undefined if it was revoked. */
  readonly id: string | undefined;
  /** Description of the old and the new token. */
  readonly description: string;
  /** Directory of this world. */
  readonly directory: string;
}

/** Options of `startInProcessWorld`. */
export interface InProcessOptions {
  readonly sandbox: {
    readonly url: string;
    readonly clock: { advance(ms: number): void };
    records(model: string): readonly object[];
  };
  /** Creates a token of the user. */
  readonly createToken: (description: string) => Promise<string>;
  /** Creates a store with this token, and returns a function that reads its content. */
  readonly createStore: (
    token: string,
    directory: string,
  ) => (() => string | Promise<string>) | Promise<() => string | Promise<string>>;
  /** Returns the content of other stores. */
  readonly readOthers?: () => Promise<readonly string[]>;
  /** Rotates the token in the store, or finishes an interrupted rotation. */
  readonly rotate: (run: InProcessRun) => Promise<RunReport>;
}

let worlds = 0;

/** Returns whether a token has a description. A rotation adds a mark in brackets to it. */
function isDescribedAs(token: KeptToken, description: string): boolean {
  return token.description === description || token.description.startsWith(`${description} [`);
}

/**
 * Starts a world whose store contains a token that is due for rotation. The rotation runs in this process.
 * Another token of the user has the same description and must never be revoked.
 */
export async function startInProcessWorld(options: InProcessOptions): Promise<RotationWorld> {
  const { sandbox, createToken, createStore, rotate } = options;
  const directory = temporaryDirectory();
  const description = `world ${++worlds}`;
  const first = await createToken(description);
  const foreign = await createToken(description);
  const held = await createStore(first, directory);
  const tokens = () =>
    (sandbox.records("AccessTokens") as readonly KeptToken[]).filter(
      (token) => isDescribedAs(token, description) && !isToken(token, foreign),
    );

  async function run(wire: Wire): Promise<RunReport> {
    const { url, stop } = await wire.listen(sandbox);
    onTestFinished(stop);
    const token = await held();
    const id = tokens().find((each) => isToken(each, token))?.id;
    return rotate({ wire, url, token, id, description, directory });
  }

  return {
    first,
    foreign: [foreign],
    held,
    ...(options.readOthers && { heldElsewhere: options.readOthers }),
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

/**
 * Taps a store. A cut call fails with a known result before it is executed, and with an unknown result after
 * that.
 */
export function tapStore<Store extends object>(wire: Wire, store: Store): Store {
  const reason = new Error("The connection was cut.");
  return wire.tap("store", store, {
    prove: throwCut,
    read: throwCut,
    write: (phase: string) => ({ result: phase === "before" ? "not delivered" : "unknown", reason }),
    verify: () => ({ result: "unknown", reason }),
  } as { readonly [Name in keyof Store]?: () => unknown });
}

/** Taps a journal. A cut call throws before or after it is executed. */
export function tapJournal<Journal extends object>(wire: Wire, journal: Journal): Journal {
  return wire.tap("journal", journal, { begin: throwCut, advance: throwCut, end: throwCut } as {
    readonly [Name in keyof Journal]?: () => unknown;
  });
}

function throwCut(): never {
  throw new Error("The connection was cut.");
}
