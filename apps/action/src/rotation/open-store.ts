import { type ApiToken, type Clock, HuntInputError } from "@huntkit/core";
import { CombinedStore } from "@huntkit/core/rotation";
import { connectToGitHub } from "../clients.js";
import type { Inputs } from "../inputs/inputs.js";
import { AddressedStore } from "./addressed-store.js";
import { GitHubSecret } from "./github-secret.js";
import { GitHubSecretStore } from "./github-secret-store.js";
import { toSecretInputs } from "./inputs.js";
import type { RotationStore } from "./rotate-if-due.js";
import type { RotationPlace } from "./secret-place.js";
import type { ReadSecret } from "./token-readings.js";

/** Where the action stores a new token. */
export interface OpenedStore {
  readonly place: RotationPlace;
  /**
   * Returns the store, which contains this token.
   *
   * @param read the secret, if this run has already read it
   */
  readonly open: (current: ApiToken, read?: ReadSecret) => RotationStore;
}

/**
 * Opens the secret of `secret-name`, or the stores of `secret-store`.
 *
 * @throws {HuntInputError} if an input, or a variable that it requires, is not valid
 */
export async function openStore(inputs: Inputs, env: NodeJS.ProcessEnv, clock: Clock): Promise<OpenedStore> {
  const secret = toSecretInputs(inputs, env);
  if (secret === undefined) return openAddresses(inputs.secretStore, env);
  const { place, secretsToken } = secret;
  const github = new GitHubSecret(await connectToGitHub(secretsToken, env), place, clock);
  return {
    place,
    open: (current, read) => new GitHubSecretStore(read?.secret ?? github, current, clock, read?.content),
  };
}

async function openAddresses(addresses: readonly string[], env: NodeJS.ProcessEnv): Promise<OpenedStore> {
  const { openSecretStore, parseStoreAddress, ServiceError } = await import("@huntkit/secret-stores");
  const parsed = addresses.map((address) => parseStoreAddress("Input 'secret-store'", address));
  try {
    const stores = await Promise.all(parsed.map((address) => openSecretStore(address, { env })));
    const store = stores.length === 1 ? stores[0]! : new CombinedStore(stores);
    // The store identifies itself when it is read.
    const place = { title: store.describe(), host: "" };
    return { place, open: (current) => new AddressedStore(store, current) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new HuntInputError("secret-store", "missing", `Input 'secret-store': ${error.message}`);
  }
}
