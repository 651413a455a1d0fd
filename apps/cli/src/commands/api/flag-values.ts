import type { Context } from "../../program/context.js";
import { UsageError } from "../../program/errors.js";
import { readStdin, readText } from "../../program/files.js";
import { parseJson } from "../../program/json-text.js";

/** Reads the JSON in `--input`: a file, or stdin for `-`. */
export async function readInput(
  path: string,
  stdin: Context["stdin"],
  signal: AbortSignal,
): Promise<unknown> {
  if (path === "-") return parseJson(await readStdin(stdin, signal), "stdin");
  return parseJson(await readText(path, "--input"), path);
}

/**
 * Parses the values of `--header`, such as `scanid: 42`.
 *
 * @throws {UsageError} if a value is not a header, or is the Authorization header
 */
export function toHeaders(lines: readonly string[]): Record<string, string> | undefined {
  if (lines.length === 0) return undefined;
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError(
          `Invalid value "${line}" for --header.`,
          'Use the format key:value, for example --header "scanid: 42".',
        );
      if (name.toLowerCase() === "authorization")
        throw new UsageError(
          "--header cannot set the Authorization header.",
          "Select a token with --profile or HUNT_TOKEN.",
        );
      return [name, value];
    }),
  );
}
