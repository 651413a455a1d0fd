import { firstTen } from "../lists/first-ten.js";
import { CommandError, UsageError } from "../program/errors.js";
import type { Output } from "../output/output.js";
import { askYes, type Asking } from "./ask.js";

/** Ends a command well: `--dry-run` has told all that there is. */
export class DryRun extends Error {}

/** What the person said beforehand. */
export interface Leave {
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/**
 * Tells what would be done and to what, and asks.
 *
 * @throws {DryRun} where nothing is to be done
 * @throws {CommandError} when the person declines
 * @throws {UsageError} where there is nobody to ask
 */
export async function confirm(
  action: string,
  things: readonly string[],
  { yes, dryRun }: Leave,
  out: Output,
  asking: Asking,
): Promise<void> {
  if (yes && !dryRun) return;
  const tell = (): void => {
    for (const line of firstTen(things)) out.note(line);
  };
  if (dryRun) {
    out.note(`Dry run, nothing is done. It would: ${action}`);
    tell();
    throw new DryRun();
  }
  if (asking.stdin.isTTY !== true)
    throw new UsageError(
      `${action}: there is no terminal to ask at.`,
      "Add --yes to do it without asking, or --dry-run to see what it would touch.",
    );
  out.note(`${action}:`);
  tell();
  const { inert } = await import("../output/inert.js");
  if (!(await askYes(inert(`${action}?`), asking))) throw new CommandError("Nothing was done.");
}
