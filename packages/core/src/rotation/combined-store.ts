import { formatList } from "../errors/format-list.js";
import type { ApiToken } from "../token/api-token.js";
import type { TokenRecord } from "../token/token-record.js";
import { fingerprintOf, type SecretStore, type StoreContent, type WriteResult } from "./secret-store.js";

/**
 * Stores a token in several places, in their order. If one rejects the token, the stores before it are restored,
 * so either all contain the new token, or none does. Put stores that cannot be restored at the end.
 */
export class CombinedStore implements SecretStore {
  readonly stores: readonly SecretStore[];

  constructor(stores: readonly SecretStore[]) {
    this.stores = stores;
  }

  /** @param describe returns the name of one of the stores */
  describe(describe = (store: SecretStore): string => store.describe()): string {
    return formatList(this.stores.map(describe), "and");
  }

  /** @throws {Error} if two of the stores are the same secret, because each write would undo the other */
  async identify(): Promise<string> {
    const stores = new Map<string, SecretStore>();
    for (const store of this.stores) {
      const identity = (await store.identify?.()) ?? store.describe();
      const same = stores.get(identity);
      if (same !== undefined)
        throw new Error(
          `${same.describe()} and ${store.describe()} are in the same secret. Store the token only once in each secret.`,
        );
      stores.set(identity, store);
    }
    return JSON.stringify([...stores.keys()]);
  }

  async prove(): Promise<StoreContent> {
    const contents: StoreContent[] = [];
    for (const store of this.stores) contents.push(await store.prove());
    return combineContents(contents);
  }

  async read(): Promise<StoreContent> {
    const contents: StoreContent[] = [];
    for (const store of this.stores) contents.push(await store.read());
    return combineContents(contents);
  }

  async write(token: ApiToken, record: TokenRecord): Promise<WriteResult> {
    const written: SecretStore[] = [];
    for (const store of this.stores) {
      const outcome = await store.write(token, record);
      if (outcome.result !== "delivered") return settleFailure(outcome, store, written);
      written.push(store);
    }
    return { result: "delivered" };
  }

  async verify(token: ApiToken): Promise<WriteResult> {
    for (const store of this.stores) {
      const outcome = await store.verify(token);
      if (outcome.result !== "delivered") return outcome;
    }
    return { result: "delivered" };
  }

  async unify(token: ApiToken, record: TokenRecord, replaceable: readonly string[]): Promise<WriteResult> {
    try {
      const outdated: SecretStore[] = [];
      for (const store of this.stores) {
        const held = fingerprintOf(await store.read());
        if (held === token.fingerprint) continue;
        if (held === undefined || !replaceable.includes(held))
          return {
            result: "not delivered",
            reason: new Error(`${store.describe()} contains another value.`),
          };
        outdated.push(store);
      }
      for (const store of outdated) {
        const outcome = await store.write(token, record);
        if (outcome.result !== "delivered") return outcome;
      }
      return { result: "delivered" };
    } catch (error) {
      return { result: "unknown", reason: error as Error };
    }
  }

  async restore(): Promise<WriteResult> {
    const failures = await restoreAll(this.stores);
    return failures.length === 0
      ? { result: "delivered" }
      : { result: "unknown", reason: new Error(failures.join(" ")) };
  }
}

type Failure = Exclude<WriteResult, { readonly result: "delivered" }>;

/**
 * If it is unknown whether the failed store contains the new token, the others are not restored: both tokens
 * remain valid, so each store works with either.
 */
async function settleFailure(
  outcome: Failure,
  failed: SecretStore,
  written: readonly SecretStore[],
): Promise<WriteResult> {
  const names = formatList(
    written.map((store) => store.describe()),
    "and",
  );
  const { message } = outcome.reason;
  const split = new Error(`It was stored in ${names}, but not in ${failed.describe()}: ${message}`);
  if (written.length === 0) return outcome;
  if (outcome.result === "unknown") return { ...outcome, reason: split };
  const failures = await restoreAll(written);
  if (failures.length === 0) return outcome;
  return { result: "unknown", reason: split, detail: failures.join(" ") };
}

/** Restores stores, the last written first. Returns a sentence for each that could not be restored. */
async function restoreAll(stores: readonly SecretStore[]): Promise<string[]> {
  const failures: string[] = [];
  for (const store of stores.toReversed()) {
    const outcome = (await store.restore?.()) ?? null;
    if (outcome?.result === "delivered") continue;
    const why = outcome === null ? "" : ` (${outcome.reason.message.replace(/\.$/, "")})`;
    failures.push(`The previous content of ${store.describe()} could not be restored${why}.`);
  }
  return failures;
}

/** The token is known only if all stores contain the same one. The version shows a change of any of them. */
function combineContents(contents: readonly StoreContent[]): StoreContent {
  const [first, ...others] = contents as [StoreContent, ...StoreContent[]];
  const { readAt } = first;
  const version = JSON.stringify(contents.map(describeContent));
  const isSame = others.every((other) => fingerprintOf(other) === fingerprintOf(first));
  const token = contents.find((content) => content.token !== undefined)?.token;
  const fingerprint = fingerprintOf(first);
  return {
    readAt,
    version,
    ...(isSame && token !== undefined && { token }),
    ...(isSame && fingerprint !== undefined && { fingerprint }),
  };
}

function describeContent(content: StoreContent): readonly (string | null)[] {
  return [fingerprintOf(content) ?? null, content.updatedAt ?? null, content.version ?? null];
}
