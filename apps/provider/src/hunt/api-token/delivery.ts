import type { ApiToken, TokenRecord } from "@huntkit/core";
import {
  CommandStore,
  FileStore,
  type SecretStore,
  type StoreContent,
  type WriteResult,
} from "@huntkit/core/rotation";
import type { Path } from "@huntkit/terraform-plugin";
import { getStateId } from "./managed-token.js";

/** The configured destination of a token's value. */
export interface Destination {
  readonly deliver_to_command: readonly string[] | null;
  readonly deliver_to_file: string | null;
}

/** How a command is started. */
export interface DeliveryOptions {
  /** The provider's own token, which is removed from the command's environment. */
  readonly hiddenToken: ApiToken | undefined;
  /** Stops the command. */
  readonly signal: AbortSignal;
}

/**
 * Delivers the value of a token to its destination. A token without an ID is not delivered, because Terraform
 * could not manage it.
 */
export class Delivery implements SecretStore {
  /** The attribute with the destination. */
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
    return getStateId(record) === null
      ? { result: "not delivered", reason: new Error("HUNT returned no id of the token.") }
      : this.#store.write(token, record);
  }

  verify(token: ApiToken): Promise<WriteResult> {
    return this.#store.verify(token);
  }
}

/** Returns the configured delivery. Null if none is configured. */
export function chooseDelivery(
  { deliver_to_command: command, deliver_to_file: file }: Destination,
  options: DeliveryOptions,
): Delivery | null {
  if (command !== null)
    // The output of the command may contain the value.
    return new Delivery(["deliver_to_command"], new CommandStore(command, { ...options, showOutput: false }));
  return file === null ? null : new Delivery(["deliver_to_file"], new FileStore(file));
}
