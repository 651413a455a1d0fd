import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { type Change, toComparable } from "./changes.js";

/** A source as HUNT is to have it. */
export interface Source<T> {
  /** In lower case. */
  guid: string;
  name: string;
  path: string | undefined;
  /** The properties of its row, `body` among them. */
  row: Partial<T> & { body: string };
}

/** A source that HUNT has already, in this or another version. */
export interface MatchedSource<T> {
  source: Source<T>;
  /** HUNT's row, without the body. */
  current: T;
}

/** A source whose row in HUNT differs. */
export interface Update<T> extends MatchedSource<T> {
  /** What would change, part by part. */
  changes: Change[];
}

/**
 * Why a source is not pushed: HUNT has a `newer` version of it, or tells no body to compare it with
 * (`no-body`); another row has its `name`, or another of the sources (`same-name`); several rows have its
 * GUID (`ambiguous`). `force` overrules all but the last.
 */
export type ConflictReason = "newer" | "no-body" | "name" | "same-name" | "ambiguous";

/** A source that needs a decision first. */
export interface Conflict<T> {
  source: Source<T>;
  reason: ConflictReason;
  /** HUNT's rows that stand in the way; none where other sources do. */
  rows: T[];
  /** For people: what is wrong and what to do. */
  message: string;
}

/** What a push would do. */
export interface Plan<T> {
  create: Source<T>[];
  update: Update<T>[];
  unchanged: MatchedSource<T>[];
  conflicts: Conflict<T>[];
}

/** A change that a push made: to one source, or to a variable that it needs. */
export interface AppliedChange {
  action: "create" | "update" | "variable";
  name: string;
  path: string | undefined;
  /** HUNT's row. */
  id: string;
}

const advice: Record<ConflictReason, string> = {
  newer: "HUNT has a newer version. Pull it, or force the older one.",
  "no-body":
    "HUNT does not tell the body that it has, so that nobody knows which version is newer. Look at it in HUNT, or force this one.",
  name: "HUNT has another one of that name. Rename this one, give it the other's GUID, say that it is to update the other by its id, or force a second one.",
  "same-name": "Several of the sources have that name. Rename all but one, leave them out, or force them.",
  ambiguous: "HUNT has several with its GUID. Delete all but one.",
};

/**
 * A conflict, with what to do about it.
 *
 * @param rows HUNT's rows that stand in the way
 * @param others the sources that do
 */
export function createConflict<T extends { id: string }>(
  source: Source<T>,
  reason: ConflictReason,
  rows: T[],
  others: readonly Source<T>[] = [],
): Conflict<T> {
  const inTheWay = [...rows.map(({ id }) => id), ...others.map(getSourceLabel)]
    .map((each) => escapeToSingleLine(each))
    .join(", ");
  return {
    source,
    reason,
    rows,
    message: `${escapeToSingleLine(getSourceLabel(source))}: ${advice[reason]} (${inTheWay})`,
  };
}

function getSourceLabel({ path, name }: Source<unknown>): string {
  return path ?? name;
}

/** What a match needs of a row. */
interface NamedRow {
  id: string;
  name?: string | null | undefined;
}

/** Sources by whether HUNT has them. */
interface Match<T> {
  create: Source<T>[];
  known: MatchedSource<T>[];
  conflicts: Conflict<T>[];
}

/**
 * Finds the row of each source, by its GUID.
 *
 * @param guidOf the GUID of a row in lower case, empty where it has none
 * @param force whether a name may be had twice
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
 * Reads the GUIDs of rows, where a row that has none is to be updated by a source, and gets that source's
 * GUID.
 *
 * @throws {HuntInputError} `input: "id"` where there is not exactly one source, no such row, or one with
 *   another GUID
 */
export function adoptRow<T extends NamedRow>(
  id: string,
  sources: readonly Source<T>[],
  rows: readonly T[],
  guidOf: (row: T) => string,
): (row: T) => string {
  const [source, ...others] = sources;
  const row = rows.find((each) => each.id === id);
  const refuse = (problem: InputProblem, what: string) => new HuntInputError("id", problem, `id: ${what}`);
  if (!source || others.length > 0)
    throw refuse("many", "it goes with one source. Push others by their GUIDs, without it.");
  if (!row) throw refuse("unknown", `HUNT has none with the id ${escapeToSingleLine(id)}.`);
  const guid = guidOf(row);
  if (guid !== "" && guid !== source.guid)
    throw refuse(
      "guid",
      `the row that is to be updated has another GUID, ${escapeToSingleLine(guid)}. Give the source that one, or leave out the id.`,
    );
  return (each) => (each === row ? source.guid : guidOf(each));
}

/** @throws {HuntInputError} `input: "sources"`, `problem: "duplicate"`, where two have the same GUID */
export function requireUnique(sources: readonly Source<unknown>[]): void {
  for (const [guid, same] of groupBy(sources, (source) => source.guid)) {
    if (same.length === 1) continue;
    const list = same.map(({ path, name }) => escapeToSingleLine(path ?? name)).join(", ");
    throw new HuntInputError(
      "sources",
      "duplicate",
      `sources: ${list} have the same GUID, ${guid}. Give each one of its own.`,
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
