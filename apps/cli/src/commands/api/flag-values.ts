import type { Context } from "../../program/context.js";
import { UsageError } from "../../program/errors.js";
import { readStdin, readText } from "../../program/files.js";
import { parseJson } from "../../program/json-text.js";

/** The JSON of `--input`: of a file, or of stdin for `-`. */
export async function readInput(
  path: string,
  stdin: Context["stdin"],
  signal: AbortSignal,
): Promise<unknown> {
  if (path === "-") return parseJson(await readStdin(stdin, signal), "stdin");
  return parseJson(await readText(path, "--input"), path);
}

/**
 * Headers of `--header`, such as `scanid: 42`.
 *
 * @throws {UsageError} for what is none, and for those that would hold the token
 */
export function toHeaders(lines: readonly string[]): Record<string, string> | undefined {
  if (lines.length === 0) return undefined;
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError(
          `Invalid value "${line}" for --header.`,
          'Use a name, a colon, and a value, for example --header "scanid: 42".',
        );
      if (name.toLowerCase() === "authorization")
        throw new UsageError(
          "--header: the token's header is hunt's own.",
          "Choose a token by --profile, or by HUNT_TOKEN.",
        );
      return [name, value];
    }),
  );
}
