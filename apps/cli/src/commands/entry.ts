import type { Command } from "../program/definition.js";
import type { groups, TopLevelCommand } from "./groups.js";

/** A command, with its summary and a function that loads its definition. */
export interface Entry {
  /** The words after `hunt`: a group and one word, or one word. */
  readonly name: `${keyof typeof groups} ${string}` | TopLevelCommand;
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Command }>;
}
