import { readFile } from "node:fs/promises";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatList } from "@huntkit/core/internal";
import { ServiceError } from "./http/service-error.js";
import type { Environment } from "./remote-secret.js";

/** Returns the value of the first variable that is set and not empty. */
export function findVariable(env: Environment, ...names: readonly string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== "");
}

/**
 * Returns the value of the first variable that is set and not empty.
 *
 * @param address the address of the store, for the error
 * @param what what the variable contains, for the error
 * @throws {ServiceError} if none is set
 */
export function requireVariable(
  env: Environment,
  address: string,
  what: string,
  ...names: readonly string[]
): string {
  const value = findVariable(env, ...names);
  if (value !== undefined) return value;
  throw new ServiceError(`${address} requires ${what}. Set ${formatList(names, "or")}.`);
}

/**
 * Reads a file that a variable names, without white space at its ends.
 *
 * @param source name of the variable, for the error
 * @throws {ServiceError} if it cannot be read
 */
export async function readCredentialFile(source: string, path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ServiceError(
      `Could not read ${escapeToSingleLine(path, 200)}, the file in ${source} (${code}).`,
    );
  }
}
