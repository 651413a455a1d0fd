import { combineConditions, type Conditions } from "@huntkit/toolkit";
import { UsageError } from "../program/errors.js";

/** The conditions of a list. */
export interface Filters {
  /** The condition of each flag that is set, by the name of the flag, such as `--severity`. */
  readonly flags: Readonly<Record<string, Conditions | undefined>>;
  /** Conditions that apply unless `--where` has a condition on the same property. */
  readonly defaults?: readonly (Conditions | undefined)[];
  /** The value of `--where`. */
  readonly where: Conditions | undefined;
}

/**
 * Combines the conditions of flags and of `--where`. A default applies only if `--where` has no condition on its
 * property, so `--where` can select what a list omits by default.
 *
 * The definitions of commands import this function, so it loads the core only if it is called.
 *
 * @throws {UsageError} if no record can match both a flag and `--where`
 */
export async function combineFilters({ flags, defaults = [], where }: Filters): Promise<Conditions> {
  const { findContradiction, listProperties, normalizeWhere } = await import("@huntkit/core/internal");
  const plain = normalizeWhere(where) ?? {};
  for (const [flag, condition] of Object.entries(flags)) {
    const property = findContradiction(normalizeWhere(condition) ?? {}, plain);
    if (property !== undefined) throw createContradictionError(flag, property);
  }
  const chosen = new Set(listProperties(plain));
  const applied = defaults.filter(
    (each) => !listProperties(normalizeWhere(each) ?? {}).some((name) => chosen.has(name)),
  );
  return combineConditions(...applied, ...Object.values(flags), where);
}

/** Creates the error for a flag and `--where` that no record can match both. */
export function createContradictionError(flag: string, property: string): UsageError {
  return new UsageError(
    `${flag} cannot be used with the condition on ${property} in --where, because no record matches both.`,
    "Remove one of them.",
  );
}
