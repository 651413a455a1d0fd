import { type HuntClient, HuntInputError, isHuntError } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import {
  dayMs,
  findContradiction,
  findFuture,
  findKnownRecords,
  findMissingWildcard,
  listComparisons,
  normalizeWhere,
  toIso,
  toLiteralText,
} from "@huntkit/core/internal";
import { findNameKind } from "./name-kinds.js";
import { hasIdentity, requireMatchingNames } from "./matching-names.js";
import { type NamedValues, requireValues } from "./require-names.js";

/*
 * A host, a target group, or another record that a condition names, but HUNT does not have, matches nothing, so a gate
 * would pass. Only `eq`, `inq`, and a `like` or an `ilike` without a wildcard name one. HUNT compares names by case, but
 * hosts and target groups are the same in any case. Another case is an error only if neither HUNT's lists nor the records
 * have the exact spelling.
 */

/** The condition of a read, and where it is sent. */
export interface NamedRead {
  readonly client: HuntClient;
  /** Path of the records, or of their count. */
  readonly path: string;
  /** Paths of other lists that are read with the same condition. It is enough if one of them has a name. */
  readonly otherPaths?: readonly string[] | undefined;
  /** Whether a read of current alerts includes HUNT's archive. Default: false. */
  readonly archive?: boolean | undefined;
  readonly where: object | undefined;
  readonly signal: AbortSignal;
  /** Reports a value that no record has, but that can be right. */
  readonly warn: (doubt: HuntInputError) => void;
}

/**
 * Requires that the records in a condition exist, only if it is needed. Several hosts or target groups are checked now,
 * as the records of one hide that another does not exist, and anything else only if the result is empty. An empty result
 * must not be that of a time in the future, either.
 *
 * @returns the check of an empty result; null if there is nothing left to check
 * @throws {HuntInputError} `input: "where"`, `problem: "not-found"` or `"future"`
 */
export async function requireNamedRecords(read: NamedRead): Promise<(() => Promise<void>) | null> {
  const names = listNames(read);
  const isEarly = ({ kind, values }: NamedValues) => values.length > 1 && kind.isEarly === true;
  for (const each of names.filter(isEarly)) await requireValues(each, read);
  const rest = names.filter((each) => !isEarly(each));
  const isFuture = findFutureTime(read, read.client.clock.now()) !== undefined;
  const isIdentified = hasIdentity(names, read.where);
  const doubts = [...listExactPatterns(read, names), ...listRequiredNulls(read)];
  if (!isFuture && !isIdentified && rest.length === 0 && doubts.length === 0) return null;
  return async () => {
    for (const each of rest) await requireValues(each, read);
    if (isIdentified) await requireMatchingNames(names, read);
    if (isFuture) await requirePastTime(read);
    for (const doubt of doubts) read.warn(doubt);
  };
}

/**
 * Returns warnings about `ilike` without a wildcard, except on properties whose values are looked up. With `like`, the
 * client warns.
 */
function listExactPatterns({ path, where }: NamedRead, names: readonly NamedValues[]): HuntInputError[] {
  const { route } = findKnownRecords(splitPath(path));
  const comparisons = listComparisons(normalizeWhere(where) ?? {});
  return comparisons
    .filter((each) => each.operator === "ilike" && !names.some(({ property }) => property === each.path))
    .flatMap((each) => findMissingWildcard(each, route) ?? [])
    .map(({ problem, sentence }) => new HuntInputError("where", problem, `where: ${sentence}`));
}

/**
 * Returns warnings about properties that must be null, because a script might have an empty variable. That a date is
 * null is a common condition: a task without a time of its end is active.
 */
function listRequiredNulls({ path, where }: NamedRead): HuntInputError[] {
  const plain = normalizeWhere(where);
  if (!plain) return [];
  const { fields, route } = findKnownRecords(splitPath(path));
  const paths = listComparisons(plain)
    .filter(
      ({ path: name, operator, operands }) => operator === "eq" && operands[0] === null && !isDate(name),
    )
    .map((each) => each.path);
  return [...new Set(paths)]
    .filter((name) => findContradiction({ [name]: { neq: null } }, plain, fields) !== undefined)
    .map((name) => {
      const sentence = `no record matches, and the condition on ${escapeToSingleLine(name, 80)} in ${route} is null.`;
      return new HuntInputError(
        "where",
        "null",
        `where: ${sentence} If a script sets the value, check that it is not empty.`,
      );
    });

  function isDate(name: string): boolean {
    return fields !== null && Object.hasOwn(fields, name)
      ? fields[name]!.type === "date"
      : name.endsWith("On");
  }
}

/** Returns a property that a host would have to set to a time after tomorrow. */
function findFutureTime({ path, where }: NamedRead, now: number): string | undefined {
  const plain = normalizeWhere(where);
  const { fields } = findKnownRecords(splitPath(path));
  return plain && fields ? findFuture(plain, fields, ["hunt", "host"], now + dayMs) : undefined;
}

async function requirePastTime(read: NamedRead): Promise<void> {
  const now = await read.client.serverTime({ signal: read.signal });
  const property = findFutureTime(read, now);
  if (property === undefined) return;
  throw new HuntInputError(
    "where",
    "future",
    `where: no record matches, because the condition on ${property} requires a time after now, which is ${toIso(now)} in HUNT.`,
  );
}

/** Returns what is wrong with the names in the condition of a read whose result is empty; null if they exist. */
export function explainNoRecords(read: NamedRead): Promise<HuntInputError | null> {
  return findNameMistake(read, { isEmpty: true });
}

/**
 * Returns what is wrong with the names in the condition of a read; null if they exist. Most are looked up only if the
 * result is empty. The result of the read is valid without this check, so a failed request of the check is
 * returned, too. An error after an abort is thrown.
 */
export async function findNameMistake(
  read: NamedRead,
  { isEmpty }: { readonly isEmpty: boolean },
): Promise<HuntInputError | null> {
  try {
    const check = await requireNamedRecords(read);
    if (isEmpty) await check?.();
    return null;
  } catch (error) {
    if (error instanceof HuntInputError) return error;
    if (read.signal.aborted || !isHuntError(error)) throw error;
    const message = `where: HUNT could not be searched for the values in it: ${error.message}`;
    return new HuntInputError("where", "unreadable", message);
  }
}

/** Returns the names in a condition, by property. */
function listNames({ path, otherPaths = [], where }: NamedRead): NamedValues[] {
  const found = new Map<string, NamedValues>();
  const plain = normalizeWhere(where);
  const { fields, route } = findKnownRecords(splitPath(path));
  const otherRoutes = otherPaths.map((each) => findKnownRecords(splitPath(each)).route);
  if (!plain) return [];
  for (const { path: property, operator, operands } of listComparisons(plain)) {
    // The names of properties have the same meaning in all models.
    if (fields && !Object.hasOwn(fields, property)) continue;
    const kind = findNameKind({ ...fields?.[property], name: property, route });
    if (!kind) continue;
    const isAnyCase = operator === "ilike";
    const key = `${property} ${isAnyCase}`;
    const values = [...new Set([...(found.get(key)?.values ?? []), ...toNames(operator, operands)])];
    if (values.length > 0) found.set(key, { property, kind, values, route, otherRoutes, isAnyCase });
  }
  return [...found.values()];
}

/** Returns the strings that a comparison requires a property to be equal to. */
function toNames(operator: string, operands: readonly unknown[]): string[] {
  const given = operands.filter((each) => typeof each === "string");
  if (operator === "eq" || operator === "inq") return given;
  if (operator !== "like" && operator !== "ilike") return [];
  return given.map(toLiteralText).filter((each) => each !== null);
}

function splitPath(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}
