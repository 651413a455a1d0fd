import type { HuntClient } from "../client.js";
import { listIfAllowed, resolutionMs } from "./prove-ownership.js";
import { isSameHandle, type TokenRecord } from "./token-record.js";

/** How often the token is used, and how often another one is used instead. */
const usesPerKind = 3;

/** A token whose last use was observed, and another token of its user. */
export interface OwnershipTrial {
  /** Client with the token. */
  readonly client: Pick<HuntClient, "tokens" | "clock">;
  /** Client with another token of the same user, which reads the lists. */
  readonly observer: Pick<HuntClient, "tokens">;
  /** The record that was observed to be that of the token. */
  readonly record: Pick<TokenRecord, "handle">;
  /** The list that the observer has read last, if the client's token was not used after it. */
  readonly records?: readonly TokenRecord[] | undefined;
  /** Returns random numbers from 0 up to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Confirms that a record whose last use was observed is that of a client's token, with another token of the same user.
 * An observation with only one token cannot exclude that HUNT does not list this token, as for a session, and that
 * another program uses the token of the record all the time. Here, either of two tokens is used, in a random order, and
 * the last use of the record must change only if it is the client's. Another program would have to follow this order: if
 * it uses its token at random, it does so in one of 64 cases at most.
 *
 * If no last use changes, it waits and tries again, because the instance might store times to the second.
 *
 * @returns false if the record is that of another token, if another program uses the same token in the meantime, or if
 *   HUNT does not list the record
 * @throws {HuntError} if HUNT cannot be reached
 */
export async function confirmOwnership(trial: OwnershipTrial): Promise<boolean> {
  for (const delayMs of [0, resolutionMs]) {
    const result = await runTrial({ ...trial, records: delayMs > 0 ? undefined : trial.records }, delayMs);
    if (result !== "unchanged") return result === "confirmed";
  }
  return false;
}

async function runTrial(
  { client, observer, record, records, random = Math.random, signal }: OwnershipTrial,
  delayMs: number,
): Promise<"confirmed" | "contradicted" | "unchanged"> {
  const findLastUse = (list: readonly TokenRecord[]) =>
    list.find(({ handle }) => isSameHandle(handle, record.handle))?.lastUsedAt;
  let before = findLastUse(records ?? (await listIfAllowed(observer, signal)));
  for (const isUse of shuffleUses(random)) {
    if (delayMs > 0) await client.clock.sleep(delayMs, signal);
    await (isUse ? client : observer).tokens.whoAmI({ signal });
    const after = findLastUse(await listIfAllowed(observer, signal));
    if (after === undefined) return "contradicted";
    if (isUse && after === before) return "unchanged";
    if (!isUse && after !== before) return "contradicted";
    before = after;
  }
  return "confirmed";
}

/** Returns equally many uses of either token, in a random order. */
function shuffleUses(random: () => number): boolean[] {
  const uses = [true, false].flatMap((isUse) => Array.from({ length: usesPerKind }, () => isUse));
  return uses
    .map((isUse) => ({ isUse, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ isUse }) => isUse);
}
