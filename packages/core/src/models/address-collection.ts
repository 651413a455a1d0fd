import type { Address } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { HuntNotFoundError } from "../errors/request-errors.js";
import type { CallOptions } from "../http/request.js";
import { runConcurrently } from "../run-concurrently.js";

/** How many addresses are deleted side by side, as many as a listing has lanes. */
const width = 4;

/** The addresses. */
export class AddressCollection extends Collection<Address> {
  /**
   * Deletes all addresses of a target group, one by one: LoopBack 3 deletes by a condition on no public route, and a
   * condition that it does not read there would mean all groups.
   *
   * @returns how many there were; one that somebody else deletes meanwhile counts
   * @throws {HuntError} where a deletion fails; nothing is under way any more then, and what was deleted stays so
   */
  async deleteAll(targetId: string, { signal }: CallOptions = {}): Promise<number> {
    const found = await this.list(
      { where: { targetId }, fields: ["targetId"] },
      { signal, maxRows: Infinity },
    ).toArray();
    // HUNT would return the addresses of all groups if it ignored the condition.
    const inGroup = found.filter((address) => address.targetId === targetId);
    // A deletion that was sent is waited for, whatever became of others: what it did is known then.
    await runConcurrently(inGroup, width, ({ id: addressId }) => this.#deleteIfThere(addressId, { signal }));
    return inGroup.length;
  }

  async #deleteIfThere(addressId: string, options: CallOptions): Promise<void> {
    await this.delete(addressId, options).catch((error: unknown) => {
      if (!(error instanceof HuntNotFoundError)) throw error;
    });
  }
}
