import type { Change } from "./changes.js";

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
 * Why a source is not pushed: HUNT has a `newer` version of it, or tells no body to compare it with (`no-body`); another row
 * has its `name`, or another of the sources (`same-name`); several rows have its GUID (`ambiguous`). `force` overrules all
 * but the last.
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
