import type { HuntClient, HuntInputError } from "@huntkit/core";
import type { Context } from "../program/context.js";
import { replaceInput } from "../program/explain.js";

/** A list that is read, and its condition. */
export interface ReadList {
  /** Path of the model. Default: the names are not checked. */
  readonly route?: string | undefined;
  /** Paths of other lists that are read with the same condition. */
  readonly otherRoutes?: readonly string[] | undefined;
  /** Whether it is a list of current alerts that includes HUNT's archive. */
  readonly archive?: boolean | undefined;
  readonly where?: object | undefined;
}

/** What is necessary to look up names. */
export interface NameLookup {
  readonly client: HuntClient;
  readonly signal: AbortSignal;
  /** Reports a value that no record has, but that can be right. */
  readonly warn: (doubt: HuntInputError) => void;
}

/**
 * Requires that HUNT has what a condition names, only if it is needed: see `requireNamedRecords`.
 *
 * @returns the check of an empty list
 * @throws {HuntInputError} if the condition names several hosts or target groups, and one does not exist
 */
export async function checkNames(
  { route, otherRoutes, archive, where }: ReadList,
  lookup: NameLookup,
): Promise<() => Promise<void>> {
  if (route === undefined || where === undefined) return async () => {};
  const { requireNamedRecords } = await import("@huntkit/toolkit/condition-names");
  const check = await requireNamedRecords({
    ...lookup,
    path: route,
    otherPaths: otherRoutes,
    archive,
    where,
  });
  return check ?? (async () => {});
}

/**
 * Reports what a condition names, but HUNT does not have, for a command that waits for its records. They may still
 * appear.
 */
export async function warnOfUnknownNames(
  { route, otherRoutes, archive, where }: ReadList & { readonly route: string },
  lookup: NameLookup,
): Promise<void> {
  if (where === undefined) return;
  const { findNameMistake } = await import("@huntkit/toolkit/condition-names");
  const read = { ...lookup, path: route, otherPaths: otherRoutes, archive, where };
  const mistake = await findNameMistake(read, { isEmpty: true });
  if (mistake) lookup.warn(mistake);
}

/** Returns a function that prints a warning about a value of `--where`. */
export function createDoubtWarning(out: Pick<Context["out"], "note">): (doubt: HuntInputError) => void {
  return (doubt) => out.note(`Warning: ${replaceInput(doubt, "--where")}`);
}
