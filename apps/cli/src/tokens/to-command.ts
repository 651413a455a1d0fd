import { spawn } from "node:child_process";
import type { ApiToken } from "@huntkit/core";
import { CommandError } from "../program/errors.js";

/** A token that was to be stored may be where it was to go, or in one of two places: to revoke it could break what uses it. */
export class PerhapsStored extends CommandError {}

/**
 * Runs a command that reads a token from its stdin, and lets it print what it likes. The token is in no argument and no variable.
 *
 * @throws {CommandError} when it cannot be started
 * @throws {PerhapsStored} when it does not end with 0
 */
export async function handToCommand(
  token: ApiToken,
  [program = "", ...args]: readonly string[],
): Promise<void> {
  const child = spawn(program, args, { stdio: ["pipe", "inherit", "inherit"], shell: false });
  // One that ends without reading is judged by its exit code.
  child.stdin.on("error", () => {}).end(`${token.reveal()}\n`);
  await new Promise<void>((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) =>
      reject(new CommandError(`${program}: it could not be started (${error.code}).`)),
    );
    child.on("close", (code, signal) =>
      code === 0 ? resolve() : reject(new PerhapsStored(`${program}: it ended with ${signal ?? code}.`)),
    );
  });
}
