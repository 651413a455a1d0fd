import { join } from "node:path";
import {
  startInProcessWorld,
  tapJournal,
  tapStore,
  type RotationWorld,
  type RunReport,
} from "@huntkit/test-kit/rotation";
import type { TestHunt } from "@huntkit/testing";
import { createDescriptionMark, joinDescription } from "../../src/internal/index.js";
import type { ApiToken, HuntClient, HuntClientOptions } from "../../src/index.js";
import {
  FileJournal,
  resumeRotation,
  rotateToken,
  type ResumeResult,
  type RotationResult,
  type SecretStore,
} from "../../src/rotation/index.js";

/** A store to test, and a function that reads its content. */
export interface TestStore {
  /** Opens the store as a new process would. */
  readonly open: () => SecretStore;
  readonly held: () => string;
}

/** Starts a test environment whose store contains a token that is due for rotation. */
export async function startWorld(
  { sandbox, newClient, client: owner, clock }: TestHunt<HuntClient, HuntClientOptions>,
  createStore: (first: string, directory: string) => TestStore,
): Promise<RotationWorld> {
  let testStore: TestStore;
  return startInProcessWorld({
    sandbox,
    createToken: async (description) => (await owner.tokens.create(description)).token.reveal(),
    createStore(token, directory) {
      testStore = createStore(token, directory);
      return testStore.held;
    },
    async rotate({ wire, url, token, id, description, directory }) {
      const client = newClient({ instance: url, token }) as HuntClient & { token: ApiToken };
      const store = tapStore(wire, testStore.open());
      const file = new FileJournal(join(directory, "journal.json"), () => clock.now());
      const journal = tapJournal(wire, file);
      const entry = await file.readInterrupted();
      const resumed = entry && (await resumeRotation({ entry, journal, store, client }));
      const text = resumed ? sayResumed(resumed, entry.description) : "";
      if (resumed?.outcome === "finished") return { text, errors: [] };
      const records = await owner.tokens.list();
      const result = await rotateToken({
        client,
        connect: (fresh) => newClient({ instance: url, token: fresh }),
        store,
        old: records.find(({ handle }) => handle === id)!,
        isOldCertain: true,
        describe: () => joinDescription(description, createDescriptionMark()),
        isDescriptionUnique: true,
        journal,
        now: () => clock.now(),
      });
      const report = sayRotated(result, description);
      return { ...report, text: `${text}\n${report.text}` };
    },
  });
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
