import type { ApiToken, TokenRecord } from "@huntkit/core";
import {
  CommandStore,
  FileStore,
  type SecretStore,
  type StoreContent,
  type WriteResult,
} from "@huntkit/core/rotation";
import type { Path } from "@huntkit/terraform-plugin";
import { tokenId } from "./managed-token.js";

/** Where a token's value goes, as the configuration states it. */
export interface Destination {
  readonly deliver_to_command: readonly string[] | null;
  readonly deliver_to_file: string | null;
}

/** How a command is started. */
export interface DeliveryOptions {
  /** The provider's own token: the command does not receive it. */
  readonly hiddenToken: ApiToken | undefined;
  /** Stops the command. */
  readonly signal: AbortSignal;
}

/**
 * The only way for a token's value to leave the provider. A token without an id is not delivered, since Terraform could neither
 * watch nor revoke it.
 */
export class Delivery implements SecretStore {
  /** The attribute that requests it. */
  readonly path: Path;
  readonly #store: SecretStore;

  constructor(path: Path, store: SecretStore) {
    this.path = path;
    this.#store = store;
  }

  describe(): string {
    return this.#store.describe();
  }

  prove(): Promise<StoreContent> {
    return this.#store.prove();
  }

  read(): Promise<StoreContent> {
    return this.#store.read();
  }

  async write(token: ApiToken, record: TokenRecord): Promise<WriteResult> {
    return tokenId(record) === null
      ? { result: "not delivered", reason: new Error("HUNT returned no id of the token.") }
      : this.#store.write(token, record);
  }

  verify(token: ApiToken): Promise<WriteResult> {
    return this.#store.verify(token);
  }
}

/** Returns the delivery that the configuration requests; null if it requests none. */
export function chooseDelivery(
  { deliver_to_command: command, deliver_to_file: file }: Destination,
  options: DeliveryOptions,
): Delivery | null {
  if (command !== null)
    // What the command prints may contain the value.
    return new Delivery(["deliver_to_command"], new CommandStore(command, { ...options, showOutput: false }));
  return file === null ? null : new Delivery(["deliver_to_file"], new FileStore(file));
}
