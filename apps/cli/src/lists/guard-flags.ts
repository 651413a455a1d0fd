import type { ActionName, Affected, GuardLimits } from "@huntkit/core";
import type { Context } from "../program/context.js";
import type { ValuesOf } from "../program/definition.js";
import { booleanFlag, integerFlag } from "../program/flags.js";

/** Flags that limit the number of records that a command changes. */
export const guardFlags = {
  expect: integerFlag("Exact number of records that you expect to change", 0),
  maxAffected: integerFlag("Maximum number of records to change", 0),
  allowAllRecords: booleanFlag("Allow a condition that every record matches"),
};

/** `--unproven`, for requests that HUNT does not document. */
export const unprovenFlag = {
  unproven: booleanFlag("Send an undocumented request. HUNT might interpret it differently"),
};

/** The values of {@link guardFlags}. */
export type GuardValues = ValuesOf<typeof guardFlags>;

/**
 * Returns the limits of a write. With `--yes`, more than one record requires `--expect` or `--max-affected`,
 * because no one sees the records before they change.
 */
export function toGuardLimits({
  expect,
  maxAffected,
  allowAllRecords,
  yes,
}: GuardValues & { readonly yes?: boolean }): GuardLimits {
  const isBounded = expect !== undefined || maxAffected !== undefined;
  return { expect, maxAffected: yes && !isBounded ? 1 : maxAffected, allowAll: allowAllRecords };
}

/** The records that a command selected, and those of them that it will change. */
export interface Selection extends Pick<Affected, "route" | "count" | "total"> {
  /** Number of records that the user selected, if it also counts others than those that will change. */
  readonly selected?: number;
}

/**
 * Checks the number of records, shows them, and asks for confirmation.
 *
 * @param selection the records. Its `total` is null if the user named every record.
 * @param missingFlag flag without which the change is refused, from {@link findMissingFlag}
 * @throws {HuntGuardError} if there are more records than the flags allow
 */
export async function confirmAffected(
  { options, confirm }: Pick<Context<object, GuardValues>, "options" | "confirm">,
  { selected, ...affected }: Selection,
  action: string,
  things: readonly string[],
  missingFlag?: string,
): Promise<void> {
  if (options.dryRun) return confirm(action, things, missingFlag);
  const { requireAllowedCount } = await import("@huntkit/core/internal");
  const { allowAll, ...limits } = toGuardLimits(options);
  requireAllowedCount({ ...affected, count: selected ?? affected.count }, { allowAll });
  requireAllowedCount({ ...affected, total: null }, limits);
  await confirm(action, things);
}

/**
 * Returns `--unproven` if the user did not pass it, and an action requires it: its route is not public, and the
 * user does not specify it.
 */
export async function findMissingFlag(
  { options, env }: Pick<Context<object, Partial<ValuesOf<typeof unprovenFlag>>>, "options" | "env">,
  action: ActionName,
): Promise<string | undefined> {
  if (options.unproven) return undefined;
  const { getActionRoute } = await import("@huntkit/core/internal");
  const { readRoutes } = await import("../credentials/find-credentials.js");
  return getActionRoute(action, readRoutes(env).actionRoutes).known === "guess" ? "--unproven" : undefined;
}

/**
 * Checks the number of records that a command selected if it does not have to change any of them.
 *
 * @throws {HuntGuardError} if it is not the number in `--expect`
 */
export async function requireExpected(
  { options: { expect } }: Pick<Context<object, GuardValues>, "options">,
  selection: Pick<Selection, "route" | "count">,
): Promise<void> {
  if (expect === undefined) return;
  const { requireAllowedCount } = await import("@huntkit/core/internal");
  requireAllowedCount({ ...selection, total: null }, { expect });
}
