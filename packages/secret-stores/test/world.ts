import { join } from "node:path";
import {
  startInProcessWorld,
  tapJournal,
  type InProcessRun,
  type RotationWorld,
  type RunReport,
} from "@huntkit/test-kit/rotation";
import type { SecretService } from "@huntkit/test-kit/secret-services";
import type { TestHunt } from "@huntkit/testing";
import type { ApiToken, Clock, HuntClient, HuntClientOptions } from "@huntkit/core";
import { createDescriptionMark, joinDescription } from "@huntkit/core/internal";
import {
  CombinedStore,
  FileJournal,
  resumeRotation,
  rotateToken,
  type ResumeResult,
  type RotationResult,
  type SecretStore,
} from "@huntkit/core/rotation";
import { onTestFinished } from "vitest";
import { openSecretStore, parseStoreAddress } from "../src/index.js";

type Hunt = TestHunt<HuntClient, HuntClientOptions>;

/** Opens the store of a service. */
export function openStore(service: SecretService, clock: Clock, url?: string): Promise<SecretStore> {
  const { address, env } = service.connect(url);
  return openSecretStore(parseStoreAddress("--to", address), { env, clock });
}

/**
 * Starts a test environment whose services contain a token that is due for rotation.
 *
 * @param start starts the services. All contain the token. The first one is the store that tests look at.
 */
export function startWorld(
  { sandbox, newClient, client: owner, clock }: Hunt,
  start: (token: string) => Promise<readonly SecretService[]>,
): Promise<RotationWorld> {
  let services: readonly SecretService[] = [];

  /** Opens the stores as a new process would. Their requests pass the trap. */
  async function openStores({ wire }: InProcessRun): Promise<SecretStore> {
    const stores: SecretStore[] = [];
    for (const service of services) {
      const { url, stop } = await wire.listen(service, "API");
      onTestFinished(stop);
      stores.push(await openStore(service, clock, url));
    }
    return stores.length === 1 ? stores[0]! : new CombinedStore(stores);
  }

  return startInProcessWorld({
    sandbox,
    createToken: async (description) => (await owner.tokens.create(description)).token.reveal(),
    async createStore(token) {
      services = await start(token);
      for (const { stop } of services) onTestFinished(stop);
      return () => services[0]!.held();
    },
    readOthers: () => Promise.all(services.slice(1).map(async (service) => service.held())),
    async rotate(run) {
      const { wire, url, token, id, description, directory } = run;
      const client = newClient({ instance: url, token }) as HuntClient & { token: ApiToken };
      const store = await openStores(run);
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
      const report = sayRotated(result);
      return { ...report, text: `${text}\n${report.text}` };
    },
  });
}

function sayRotated(result: RotationResult): RunReport {
  if (result.outcome === "rotated") return { text: "rotated", errors: [] };
  if (result.outcome === "old token left") return { text: "The old token could not be revoked", errors: [] };
  const { reason, step } = result.failure;
  const left =
    result.outcome === "needs attention" ? `${result.left} (${getName(result)}): the old one was left` : "";
  const text = `${result.outcome}, at ${step}: ${reason.message} ${left}`;
  return { text, errors: [text] };
}

/** Returns the description of a token that was left, as HUNT lists it. */
function getName(result: Extract<RotationResult, { outcome: "needs attention" }>): string {
  if (!("record" in result)) return result.description;
  const { description, mark } = result.record;
  return joinDescription(description, mark);
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
