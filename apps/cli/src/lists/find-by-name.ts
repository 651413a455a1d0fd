import type { Collection, Filter } from "@huntkit/core";
import {
  combineConditions,
  type Conditions,
  formatNameAndId,
  matchNameOrId,
  preferExactName,
  suggestRows,
} from "@huntkit/toolkit";
import { escapeForTerminal } from "../output/escape.js";
import { pickOne } from "./pick-one.js";

/** A row that a user can name. */
interface Named {
  readonly id: string | number;
  readonly name?: string | null | undefined;
}

/** How to find a row by its name, and what to show if that fails. */
export interface NameSearch<T> {
  /** Noun for a row, such as `target group`. */
  readonly kind: string;
  /** How to list all rows, as a sentence. */
  readonly advice: string;
  /** Properties that a name can be in. Default: `name`. */
  readonly properties?: readonly string[];
  /** Properties to read. Default: all. */
  readonly fields?: readonly string[];
  /** Condition on the rows. */
  readonly where?: Conditions | undefined;
  /** Describes one of several rows with the same name. Default: its name and ID. */
  readonly describe?: (row: T) => string;
}

/**
 * Returns the only row with a name or an ID. If names differ only in case, the exact one is preferred.
 *
 * @throws {CommandError} `CLI_NOT_FOUND` if there is no such row, or more than one. The advice suggests the nearest
 *   names, or lists the rows.
 */
export async function findByName<T extends Named>(
  collection: Collection<T>,
  wanted: string,
  search: NameSearch<T>,
  signal: AbortSignal,
): Promise<T> {
  const { kind, properties = ["name"], fields, where, describe = formatNameAndId } = search;
  const condition = combineConditions(where, matchNameOrId(wanted, properties));
  const filter = { where: condition, ...(fields && { fields }) } as unknown as Filter<T>;
  const found = await collection.list(filter, { signal }).toArray();
  const advice = found.length > 0 ? "" : await adviseName(collection, wanted, search, signal);
  return pickOne(preferExactName(found, wanted, properties), wanted, kind, describe, advice);
}

/** Returns what to do about a name that no row has: the nearest names, and how to list all. */
export async function adviseName<T extends { id: string | number }>(
  collection: Collection<T>,
  wanted: string,
  { properties, where, advice }: Pick<NameSearch<T>, "properties" | "where" | "advice">,
  signal: AbortSignal,
): Promise<string> {
  const question = await suggestRows(collection, wanted, {
    ...(properties && { properties }),
    where,
    signal,
  });
  return `${escapeForTerminal(question, 1_000)} ${advice}`.trimStart();
}
