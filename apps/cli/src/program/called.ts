import type { Entry } from "../commands/entry.js";
import type { Command } from "./definition.js";

/** The command that the first words of a command line name. */
export interface Called {
  readonly entry: Entry;
  readonly command: Command;
}

/** Arguments and flags as strings, before they are parsed. */
export interface Given {
  readonly args: Readonly<Record<string, readonly string[]>>;
  readonly flags: Readonly<Record<string, readonly string[]>>;
}
