import { HuntInputError } from "../errors/hunt-error.js";
import { countEdits } from "../errors/nearest-names.js";
import type { HuntRequest } from "../http/request.js";

/** The properties that HUNT reads from the body of a group's scan (vendor's tests). */
const knownKeys: ReadonlySet<string> = new Set(["where", "options"]);

/**
 * Checks a write that, without a condition, acts on everything that its path selects: a scan of a group.
 *
 * @throws {HuntInputError} `input: "body"` or `"query"` for a property that could be meant as a condition, because
 *   HUNT ignores it
 */
export function requireNoMisspelledCondition({ query = {}, body }: HuntRequest<unknown>): void {
  if (body !== undefined && body !== null && !isObject(body))
    throw new HuntInputError(
      "body",
      "type",
      "body: must be an object. Otherwise, HUNT might ignore its condition.",
    );
  const { options } = (body ?? {}) as { options?: unknown };
  requireClearNames(query, "query", "where");
  requireClearNames(body ?? {}, "body", "where");
  if (isObject(options)) requireClearNames(options, "body", null);
  const unknown = Object.keys(body ?? {}).find((key) => !knownKeys.has(key));
  if (unknown !== undefined)
    throw new HuntInputError(
      "body",
      "unknown",
      `body: HUNT ignores ${formatName(unknown)} and acts on all records. ` +
        "Use where for a condition, and options for the parts of a scan.",
    );
}

function requireClearNames(values: object, input: string, allowed: string | null): void {
  const name = Object.keys(values).find((key) => key !== allowed && isLikeCondition(key));
  if (name === undefined) return;
  throw new HuntInputError(
    input,
    "unknown",
    `${input}: HUNT ignores a condition named ${formatName(name)} and acts on all records. ` +
      "Use where at the top level of the body.",
  );
}

function formatName(name: string): string {
  return JSON.stringify(name).slice(0, 80);
}

/** Ignores case, spaces, punctuation, and one wrong letter. */
function isLikeCondition(key: string): boolean {
  const letters = key
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  return ["where", "filter"].some((name) => letters.startsWith(name) || countEdits(letters, name) <= 1);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
