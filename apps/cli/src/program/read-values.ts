import type { Arguments, Flag, Flags } from "./definition.js";
import { UsageError } from "./errors.js";
import { rejectTokenAsName } from "./reject-tokens.js";

/** Reads the values of all flags or arguments. Commander has already rejected unknown ones. */
export async function readAll(
  definitions: Flags | Arguments,
  given: Readonly<Record<string, readonly string[]>>,
  nameOf: (key: string) => string,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [key, definition] of Object.entries(definitions)) {
    const texts = given[key] ?? [];
    if (definition.isData !== true) await rejectTokenAsName(texts, nameOf(key));
    if ("placeholder" in definition) rejectRepetition(definition, texts, nameOf(key));
    values[key] = await definition.read(texts, nameOf(key));
  }
  return values;
}

/** Maximum number of characters of a value in a message. */
const maxShownValue = 80;

/** @throws {UsageError} if a flag that is not a list has several values. Using only the last one would hide a mistake. */
function rejectRepetition(
  { isList = false, isPrivate = false }: Flag<unknown>,
  values: readonly string[],
  name: string,
): void {
  if (isList || values.length < 2) return;
  const shown = values.map((each) =>
    each.length > maxShownValue ? `${each.slice(0, maxShownValue)}…` : each,
  );
  const list = isPrivate ? "" : `: ${shown.map((each) => `"${each}"`).join(" and ")}`;
  throw new UsageError(`${name} is set more than once${list}.`, "Remove one of them.");
}
