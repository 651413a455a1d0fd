import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import {
  isToken,
  Wire,
  type KeptToken,
  type RotationWorld,
  type RunReport,
} from "@huntkit/test-kit/rotation";
import type { TestHunt } from "@huntkit/testing";
import { onTestFinished } from "vitest";
import type { ApiToken, HuntClient, HuntClientOptions } from "../../src/index.js";
import {
  FileJournal,
  resumeRotation,
  rotateToken,
  type ResumeResult,
  type RotationResult,
  type SecretStore,
} from "../../src/rotation/index.js";

/** A store to test, and what it holds in truth. */
export interface TestStore {
  /** Returns the store as a new process would open it. */
  readonly open: () => SecretStore;
  readonly held: () => string;
}

let worlds = 0;

/**
 * Starts a world in which a store holds a token that is due for rotation. Another token of the same user has the same
 * description, so only a kept id tells them apart.
 *
 * @param createStore returns a store that holds this token
 */
export async function startWorld(
  { sandbox, newClient, client: owner, clock }: TestHunt<HuntClient, HuntClientOptions>,
  createStore: (first: string, directory: string) => TestStore,
): Promise<RotationWorld> {
  const directory = temporaryDirectory();
  const description = `world ${++worlds}`;
  const first = await owner.tokens.create(description);
  const foreign = await owner.tokens.create(description);
  const { open, held } = createStore(first.token.reveal(), directory);
  const records = () =>
    (sandbox.records("AccessTokens") as unknown as KeptToken[]).filter(
      (record) => record.description === description && record.id !== foreign.record.handle,
    );

  async function run(wire: Wire): Promise<RunReport> {
    const { url, stop } = await wire.listen(sandbox);
    onTestFinished(stop);
    const client = newClient({ instance: url, token: held() }) as HuntClient & { token: ApiToken };
    const store = tapStore(wire, open());
    const file = new FileJournal(join(directory, "journal.json"), () => clock.now());
    const journal = wire.tap("journal", file, { begin: fail, advance: fail, end: fail });
    const entry = await file.readInterrupted();
    const resumed = entry && (await resumeRotation({ entry, journal, store, client }));
    const text = resumed ? sayResumed(resumed, description) : "";
    if (resumed?.outcome === "finished") return { text, errors: [] };
    const own = records().find((record) => isToken(record, held()))!;
    const list = await owner.tokens.list();
    const result = await rotateToken({
      client,
      connect: (token) => newClient({ instance: url, token }),
      store,
      old: list.find(({ handle }) => handle === own.id)!,
      describe: () => description,
      journal,
      now: () => clock.now(),
    });
    const report = sayRotated(result, description);
    return { ...report, text: `${text}\n${report.text}` };
  }

  return {
    first: first.token.reveal(),
    foreign: [foreign.token.reveal()],
    held,
    tokens: records,
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

/** A store that fails as its contract allows: before a call is carried out for sure, after it with an unknown outcome. */
function tapStore(wire: Wire, store: SecretStore): SecretStore {
  const reason = new Error("The connection was cut.");
  return wire.tap("store", store, {
    prove: fail,
    read: fail,
    write: (phase) => ({ result: phase === "before" ? "not delivered" : "unknown", reason }),
    verify: () => ({ result: "unknown", reason }),
  });
}

function fail(): never {
  throw new Error("The connection was cut.");
}

function sayRotated(result: RotationResult, description: string): RunReport {
  if (result.outcome === "rotated") return { text: "rotated", errors: [] };
  if (result.outcome === "old token left") return { text: "The old token could not be revoked", errors: [] };
  const { reason, step } = result.failure;
  const left =
    result.outcome === "needs attention" ? `${result.left} (${description}): the old one was left` : "";
  const text = `${result.outcome}, at ${step}: ${reason.message} ${left}`;
  return { text, errors: [text] };
}

function sayResumed(result: ResumeResult, description: string): string {
  switch (result.outcome) {
    case "maybe created":
      return `maybe created: ${result.candidates.map((each) => each.description).join(", ")}`;
    case "both tokens left":
      return `Neither was revoked, of ${description}`;
    case "finished":
      return result.old === "revoked" ? "finished" : `finished, the old one is still valid: ${result.old}`;
    default:
      return result.outcome;
  }
}
