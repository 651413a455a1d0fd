import { escapeForTerminal } from "../output/escape.js";
import { formatAmbiguousName, formatUnknownName, listFirst, preferExactName } from "@huntkit/toolkit";
import { CommandError } from "../program/errors.js";

/**
 * Returns the only match.
 *
 * @param found matching rows
 * @param wanted name or ID, as the user wrote it
 * @param kind noun for a row, such as `target group`
 * @param describe returns a line that distinguishes a row from others with the same name, with its ID
 * @param advice what to do if there is no match
 * @throws {CommandError} `CLI_NOT_FOUND` if there is no match, or more than one. The advice lists the
 *   matches.
 */
export function pickOne<T>(
  found: readonly T[],
  wanted: string,
  kind: string,
  describe: (row: T) => string,
  advice: string,
): T {
  const [row, ...others] = found;
  if (row === undefined) throw new CommandError(formatUnknownName(kind, wanted), advice, 1, "CLI_NOT_FOUND");
  if (others.length === 0) return row;
  throw new CommandError(
    formatAmbiguousName(kind, wanted),
    listFirst(found.map((each) => escapeForTerminal(describe(each))))
      .map((line) => `  ${line}`)
      .join("\n"),
    1,
    "CLI_NOT_FOUND",
  );
}

/** Returns the only match by `name`, as {@link pickOne} does. If names differ only in case, the exact one is preferred. */
export function pickByName<T extends { readonly id: string; readonly name?: string | null | undefined }>(
  found: readonly T[],
  wanted: string,
  ...more: [kind: string, describe: (row: T) => string, advice: string]
): T {
  return pickOne(preferExactName(found, wanted), wanted, ...more);
}
