import type { Address } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { HuntNotFoundError } from "../errors/request-errors.js";
import { callKeys, type CallOptions } from "../http/request.js";
import { runConcurrently } from "../run-concurrently.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

/** Number of addresses to delete concurrently, like the default concurrency of a listing. */
const width = 4;

/** The records of `client.addresses`. */
export class AddressCollection extends Collection<Address> {
  /**
   * Deletes all addresses of a target group, one by one. LoopBack 3 has no public route that deletes by
   * condition, and would delete the addresses of all groups if it ignored one.
   *
   * @returns the number of addresses, including those that someone else deleted in the meantime
   * @throws {HuntError} if a deletion fails. No deletion is in progress then, and addresses that were deleted
   *   stay deleted.
   */
  async deleteAll(targetId: string, options: CallOptions = {}): Promise<number> {
    const { signal } = requireKnownKeys(options, callKeys);
    const found = await this.list(
      { where: { targetId }, fields: ["targetId"] },
      { signal, maxRows: Infinity },
    ).toArray();
    // HUNT would return the addresses of all groups if it ignored the condition.
    const inGroup = found.filter((address) => address.targetId === targetId);
    // All deletions that were sent are awaited even if one fails, because their outcome is known only then.
    await runConcurrently(inGroup, width, ({ id: addressId }) => this.#deleteIfExists(addressId, { signal }));
    return inGroup.length;
  }

  async #deleteIfExists(addressId: string, options: CallOptions): Promise<void> {
    await this.delete(addressId, options).catch((error: unknown) => {
      if (!(error instanceof HuntNotFoundError)) throw error;
    });
  }
}
