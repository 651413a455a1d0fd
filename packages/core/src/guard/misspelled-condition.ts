import { HuntInputError } from "../errors/hunt-error.js";
import { countEdits } from "../errors/nearest-names.js";
import type { HuntRequest } from "../http/request.js";

/**
 * Checks a write that acts on everything its path names if it has no condition, such as a scan of a group.
 *
 * @throws {HuntInputError} `input: "body"` or `"query"`: a property could be a misspelled `where`. HUNT
 *   ignores it.
 */
export function requireNoMisspelledCondition({ query = {}, body }: HuntRequest<unknown>): void {
  if (body !== undefined && body !== null && !isObject(body))
    throw new HuntInputError("body", "type", "body: it must be an object, or HUNT may ignore its condition.");
  const { options } = (body ?? {}) as { options?: unknown };
  requireClearNames(query, "query", "where");
  requireClearNames(body ?? {}, "body", "where");
  if (isObject(options)) requireClearNames(options, "body", null);
}

function requireClearNames(values: object, input: string, allowed: string | null): void {
  const name = Object.keys(values).find((key) => key !== allowed && isLikeCondition(key));
  if (name === undefined) return;
  throw new HuntInputError(
    input,
    "unknown",
    `${input}: HUNT ignores a condition with the name ${JSON.stringify(name).slice(0, 80)}, and acts on all records. ` +
      "Write where at the top of the body.",
  );
}

/** Ignores case, blanks and punctuation, and one wrong letter. */
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
