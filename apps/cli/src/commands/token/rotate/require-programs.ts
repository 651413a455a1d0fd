import { findProgram, splitCommand } from "@huntkit/core/credentials";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { UsageError } from "../../../program/errors.js";

/**
 * Requires that the programs that receive or print a token exist, before a token is created. On Windows, this is
 * not checked, because programs are also found by the extension of their names.
 *
 * @param command the command after `--`
 * @param verifyCommand value of `--verify-command`
 * @throws {UsageError} if one does not exist
 */
export async function requirePrograms(command: readonly string[], verifyCommand?: string): Promise<void> {
  if (process.platform === "win32") return;
  await requireProgram(command[0], "after --");
  if (verifyCommand === undefined) return;
  await requireProgram(splitCommand("--verify-command", verifyCommand)[0], "in --verify-command");
}

async function requireProgram(program: string | undefined, place: string): Promise<void> {
  // The command is started with the environment of this process.
  if (program === undefined || (await findProgram(program, process.env)) !== null) return;
  throw new UsageError(
    `${escapeToSingleLine(program, 80)}, the program ${place}, was not found.`,
    "Install it, or use its full path.",
  );
}
