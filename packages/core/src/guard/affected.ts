import { HuntInputError } from "../errors/hunt-error.js";
import { HuntGuardError } from "../errors/guard-error.js";
import type { KeysOf } from "../errors/require-known-keys.js";
import type { RecordId } from "./condition.js";
import { formatRecords } from "./known-models.js";

/** Limits on the number of records that a write by condition changes. */
export interface GuardLimits {
  /** Exact number of records that the caller expects to change. */
  expect?: number | undefined;
  /** Maximum number of records to change. */
  maxAffected?: number | undefined;
  /** Allow a condition that every record of the model matches. Default: false. */
  allowAll?: boolean | undefined;
}

/** The records that a write is about to change. */
export interface Affected {
  /** Route of the model: `Alerts`. */
  readonly route: string;
  readonly count: number;
  /** Total number of records of the model; null if the condition is a list of IDs. */
  readonly total: number | null;
  /** IDs of the records; null if the request is sent with the condition instead. */
  readonly ids: readonly RecordId[] | null;
  /** Whether HUNT creates a record, because none matches. Only `upsertWithWhere` does (LoopBack 3). */
  readonly isCreated: boolean;
  /** The first records, at most 10, as HUNT returns them. Empty without `confirm`. */
  readonly sample: readonly Record<string, unknown>[];
}

/** Options of the guard, which checks every write by condition. */
export interface GuardOptions extends GuardLimits {
  /** Called before anything is changed. If it throws, nothing is changed. */
  confirm?: ((affected: Affected) => void | Promise<void>) | undefined;
  /** Called after each request of a write that needs several. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** The keys of {@link GuardOptions}. */
export const guardKeys: KeysOf<GuardOptions> = {
  expect: true,
  maxAffected: true,
  allowAll: true,
  confirm: true,
  onProgress: true,
};

/**
 * Checks the number of records that a write would change.
 *
 * @param found `total` is null if the caller passed the IDs of the records
 * @throws {HuntInputError} `input: "expect"` or `"maxAffected"` if the limit is not an integer
 * @throws {HuntGuardError} `problem` is `unexpected-count`, `too-many`, or `all-records`
 */
export function requireAllowedCount(
  { route, count, total }: Pick<Affected, "route" | "count" | "total">,
  { expect, maxAffected, allowAll }: GuardLimits,
): void {
  requireLimit("expect", expect);
  requireLimit("maxAffected", maxAffected);
  const facts = { matched: count, ...(total !== null && { total }) };
  const found = `${formatRecords(count, route)} ${count === 1 ? "matches" : "match"}`;
  if (expect !== undefined && count !== expect)
    throw new HuntGuardError(
      "unexpected-count",
      `${found}, but ${expect} ${expect === 1 ? "is" : "are"} expected.`,
      facts,
    );
  if (maxAffected !== undefined && count > maxAffected)
    throw new HuntGuardError("too-many", `${found}, but the limit is ${maxAffected}.`, facts);
  if (total !== null && count > 0 && count >= total && allowAll !== true)
    throw new HuntGuardError(
      "all-records",
      `${found}, which is every record. HUNT might have ignored the condition.`,
      facts,
    );
}

function requireLimit(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return;
  throw new HuntInputError(name, "number", `${name}: must be an integer of 0 or more.`);
}
