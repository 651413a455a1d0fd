import { commands, groups } from "../commands/index.js";
import { flagName, type Argument, type Command, type Flag } from "../program/definition.js";
import { allFlags } from "../program/shared-flags.js";

/** A command with all that there is to say of it. */
export interface Described {
  /** Such as `token check`. */
  readonly name: string;
  readonly summary: string;
  readonly command: Command;
  readonly args: readonly (readonly [name: string, argument: Argument<unknown>])[];
  /** By name as written, such as `--warn-days`. */
  readonly flags: readonly (readonly [name: string, flag: Flag<unknown>])[];
}

/** Loads every command, in the order of help. */
export async function describeAll(): Promise<Described[]> {
  return Promise.all(
    commands.map(async ({ name, summary, load }) => {
      const { default: command } = await load();
      return {
        name,
        summary,
        command,
        args: Object.entries(command.arguments ?? {}),
        flags: Object.entries(allFlags(command)).map(([key, flag]) => [flagName(key), flag] as const),
      };
    }),
  );
}

/** The groups of commands, and those that stand by themselves, as the first word of a command line. */
export function firstWords(all: readonly Described[]): string[] {
  return [...new Set(all.map(({ name }) => name.split(" ")[0]!))];
}

/** The second words of a group; none where the first word is a command. */
export function secondWords(all: readonly Described[], first: string): Described[] {
  return all.filter(({ name }) => name.startsWith(`${first} `));
}

/** What a group, or a command that stands by itself, is for. */
export function summaryOf(all: readonly Described[], first: string): string {
  return groups[first] ?? all.find(({ name }) => name === first)!.summary;
}
