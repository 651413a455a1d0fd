import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { type Change, toComparable } from "./changes.js";

/** The content of a source, as HUNT should store it. */
export interface Source<T> {
  /** GUID in lower case. */
  guid: string;
  name: string;
  path: string | undefined;
  /** Properties of its row, including `body`. */
  row: Partial<T> & { body: string };
}

/** A source that exists in HUNT, in this or another version. */
export interface MatchedSource<T> {
  source: Source<T>;
  /** HUNT's row, without the body. */
  current: T;
}

/** A source that differs from its row in HUNT. */
export interface Update<T> extends MatchedSource<T> {
  /** Properties that would change. */
  changes: Change[];
}

/**
 * Why a source is not pushed. `newer`: HUNT has a newer version. `no-body`: HUNT does not return the body to
 * compare it with. `name`: another row has its name. `same-name`: another source has its name. `ambiguous`:
 * several rows have its GUID. `force` ignores all of them except the last.
 */
export type ConflictReason = "newer" | "no-body" | "name" | "same-name" | "ambiguous";

/** A source that needs a decision first. */
export interface Conflict<T> {
  source: Source<T>;
  reason: ConflictReason;
  /** Conflicting rows in HUNT; empty if other sources conflict. */
  rows: T[];
  /** Message for people: what is wrong and how to fix it. */
  message: string;
}

/** The changes that a push would make. */
export interface Plan<T> {
  create: Source<T>[];
  update: Update<T>[];
  unchanged: MatchedSource<T>[];
  conflicts: Conflict<T>[];
}

/** A change that a push made to a source, or to a variable that the source needs. */
export interface AppliedChange {
  action: "create" | "update" | "variable";
  name: string;
  path: string | undefined;
  /** ID of HUNT's row. */
  id: string;
}

const advice: Record<ConflictReason, string> = {
  newer: "HUNT has a newer version. Pull it, or use force to push the older one.",
  "no-body":
    "HUNT does not return its body, so it is unknown which version is newer. Compare it in HUNT's web " +
    "console, or use force to push this one.",
  name:
    "HUNT has another one with this name. Rename this one, use the GUID of the other, pass the other's " +
    "id to update it, or use force to create a second one.",
  "same-name": "Several sources have this name. Rename or remove all except one, or use force to push all.",
  ambiguous: "HUNT has several with its GUID. Delete all except one.",
};

/**
 * Creates a conflict, with a message that says how to fix it.
 *
 * @param rows conflicting rows in HUNT
 * @param others conflicting sources
 */
export function createConflict<T extends { id: string }>(
  source: Source<T>,
  reason: ConflictReason,
  rows: T[],
  others: readonly Source<T>[] = [],
): Conflict<T> {
  const conflicting = [...rows.map(({ id }) => id), ...others.map(getSourceLabel)]
    .map((each) => escapeToSingleLine(each))
    .join(", ");
  return {
    source,
    reason,
    rows,
    message: `${escapeToSingleLine(getSourceLabel(source))}: ${advice[reason]} (${conflicting})`,
  };
}

function getSourceLabel({ path, name }: Source<unknown>): string {
  return path ?? name;
}

/** The properties that a match needs of a row. */
interface NamedRow {
  id: string;
  name?: string | null | undefined;
}

/** Sources, grouped by whether HUNT has them. */
interface Match<T> {
  create: Source<T>[];
  known: MatchedSource<T>[];
  conflicts: Conflict<T>[];
}

/**
 * Finds the row of each source by its GUID.
 *
 * @param guidOf returns the GUID of a row in lower case; empty if it has none
 * @param force whether two rows can have the same name
 */
export function matchRows<T extends NamedRow>(
  sources: readonly Source<T>[],
  rows: readonly T[],
  guidOf: (row: T) => string,
  force: boolean,
): Match<T> {
  const byGuid = groupBy(rows, guidOf);
  const byName = groupBy(rows, ({ name }) => toComparable(name) as string);
  const sourcesByName = groupBy(sources, ({ name }) => toComparable(name) as string);
  const match: Match<T> = { create: [], known: [], conflicts: [] };
  for (const source of sources) {
    const [current, ...twins] = byGuid.get(source.guid) ?? [];
    const name = toComparable(source.name) as string;
    const takesName = toComparable(current?.name) !== name && !force;
    const namesakes = takesName ? (byName.get(name) ?? []) : [];
    const others = takesName ? sourcesByName.get(name)!.filter((each) => each !== source) : [];
    if (current && twins.length > 0)
      match.conflicts.push(createConflict(source, "ambiguous", [current, ...twins]));
    else if (namesakes.length > 0) match.conflicts.push(createConflict(source, "name", namesakes));
    else if (others.length > 0) match.conflicts.push(createConflict(source, "same-name", [], others));
    else if (current) match.known.push({ source, current });
    else match.create.push(source);
  }
  return match;
}

/**
 * Returns a function that reads the GUID of a row. The row to update, which has no GUID yet, gets that of the
 * source.
 *
 * @throws {HuntInputError} `input: "id"` if there is not exactly one source, the row does not exist, or it
 *   has another GUID
 */
export function adoptRow<T extends NamedRow>(
  id: string,
  sources: readonly Source<T>[],
  rows: readonly T[],
  guidOf: (row: T) => string,
): (row: T) => string {
  const [source, ...others] = sources;
  const row = rows.find((each) => each.id === id);
  const toIdError = (problem: InputProblem, sentence: string) =>
    new HuntInputError("id", problem, `id: ${sentence}`);
  if (!source || others.length > 0)
    throw toIdError("many", "can be used with only one source. Push the others separately, without id.");
  if (!row) throw toIdError("not-found", `${escapeToSingleLine(id)} does not exist in HUNT.`);
  const guid = guidOf(row);
  if (guid !== "" && guid !== source.guid)
    throw toIdError(
      "guid",
      `the row to update has another GUID, ${escapeToSingleLine(guid)}. Use this GUID in the source, or remove id.`,
    );
  return (each) => (each === row ? source.guid : guidOf(each));
}

/** @throws {HuntInputError} `input: "sources"`, `problem: "duplicate"`, if two have the same GUID */
export function requireUnique(sources: readonly Source<unknown>[]): void {
  for (const [guid, same] of groupBy(sources, (source) => source.guid)) {
    if (same.length === 1) continue;
    const list = same.map(({ path, name }) => escapeToSingleLine(path ?? name)).join(", ");
    throw new HuntInputError(
      "sources",
      "duplicate",
      `sources: ${list} have the same GUID, ${guid}. Use a different GUID for each source.`,
    );
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
