import { readFile } from "node:fs/promises";
import { UsageError } from "./errors.js";

/**
 * The text of a file that the person has named.
 *
 * @param name by what it was named, such as `--ca`
 * @param advice what to do where it cannot be read
 * @throws {UsageError} when it cannot be read
 */
export async function readText(path: string, name: string, advice = ""): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `${name}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      advice,
    );
  }
}
