import { commands } from "../commands/index.js";
import { groups, sections } from "../commands/groups.js";
import { type Argument, type Command, type Flag, toFlagName } from "../program/definition.js";
import { getAllFlags } from "../program/flags.js";

/** A command with everything that the docs contain. */
export interface CommandDescription {
  /** Name, such as `token check`. */
  readonly name: string;
  readonly summary: string;
  readonly command: Command;
  readonly args: readonly (readonly [name: string, argument: Argument<unknown>])[];
  /** Flags by name, such as `--warn-days`. */
  readonly flags: readonly (readonly [name: string, flag: Flag<unknown>])[];
}

/** Loads all commands, in the order of help. */
export async function describeCommands(): Promise<CommandDescription[]> {
  const order = sections.flatMap(({ names }) => names as readonly string[]);
  const getRank = ({ name }: { name: string }): number => order.indexOf(name.split(" ")[0]!);
  return Promise.all(
    commands
      .toSorted((one, other) => getRank(one) - getRank(other))
      .map(async ({ name, summary, load }) => {
        const { default: command } = await load();
        return {
          name,
          summary,
          command,
          args: Object.entries(command.arguments ?? {}),
          flags: Object.entries(getAllFlags(command)).map(([key, flag]) => [toFlagName(key), flag] as const),
        };
      }),
  );
}

/** Returns the first words of all command lines: groups, and commands without a group. */
export function listFirstWords(all: readonly CommandDescription[]): string[] {
  return [...new Set(all.map(({ name }) => name.split(" ")[0]!))];
}

/** Returns the commands of a group. Empty if the first word is a command. */
export function listSubcommands(all: readonly CommandDescription[], first: string): CommandDescription[] {
  return all.filter(({ name }) => name.startsWith(`${first} `));
}

/** Returns the summary of a group, or of a command without a group. */
export function getSummary(all: readonly CommandDescription[], first: string): string {
  return groups[first as keyof typeof groups] ?? all.find(({ name }) => name === first)!.summary;
}

/** Returns the file name of a command's schema, such as `token-check.json`. */
export function getSchemaName(name: string): string {
  return `${name.replace(" ", "-")}.json`;
}

/** Creates the schemas of what `--json` prints, by file name. */
export function createSchemas(all: readonly CommandDescription[]): Map<string, string> {
  return new Map(
    all.flatMap(({ name, command: { schema } }) => {
      if (schema === undefined) return [];
      const file = getSchemaName(name);
      const whole = {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: `https://github.com/huntkit/huntkit/cli/schema/${file}`,
        ...schema,
      };
      return [[file, `${JSON.stringify(whole, undefined, 2)}\n`] as const];
    }),
  );
}
