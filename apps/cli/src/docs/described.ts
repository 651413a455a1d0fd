import { commands, groups } from "../commands/index.js";
import { type Argument, type Command, type Flag, toFlagName } from "../program/definition.js";
import { getAllFlags } from "../program/flags.js";

/** A command with all that there is to say of it. */
export interface CommandDescription {
  /** Such as `token check`. */
  readonly name: string;
  readonly summary: string;
  readonly command: Command;
  readonly args: readonly (readonly [name: string, argument: Argument<unknown>])[];
  /** By name as written, such as `--warn-days`. */
  readonly flags: readonly (readonly [name: string, flag: Flag<unknown>])[];
}

/** Loads every command, in the order of help. */
export async function describeCommands(): Promise<CommandDescription[]> {
  return Promise.all(
    commands.map(async ({ name, summary, load }) => {
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

/** The groups of commands, and those that stand by themselves, as the first word of a command line. */
export function listFirstWords(all: readonly CommandDescription[]): string[] {
  return [...new Set(all.map(({ name }) => name.split(" ")[0]!))];
}

/** The second words of a group; none where the first word is a command. */
export function listSubcommands(all: readonly CommandDescription[], first: string): CommandDescription[] {
  return all.filter(({ name }) => name.startsWith(`${first} `));
}

/** What a group, or a command that stands by itself, is for. */
export function getSummary(all: readonly CommandDescription[], first: string): string {
  return groups[first] ?? all.find(({ name }) => name === first)!.summary;
}

/** `token-check.json`. */
export function getSchemaName(name: string): string {
  return `${name.replace(" ", "-")}.json`;
}

/** The schemas of what commands print with `--json`, by file name, as they are published. */
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

/** The environment variables that `hunt` heeds, for the docs and the man page. */
export const variables: Readonly<Record<string, string>> = {
  HUNT_INSTANCE: "The instance, such as `acme` or `https://hunt.example.org:8443`.",
  HUNT_TOKEN: "The API token, as a pipeline's secret.",
  HUNT_TOKEN_FILE: "The path of a file that holds the token, as containers mount secrets.",
  XDG_CONFIG_HOME: "Where profiles are kept, in `huntkit/profiles.json`; `~/.config` unless told.",
  HTTPS_PROXY: "The proxy; hosts in `NO_PROXY` are reached without it.",
  NODE_EXTRA_CA_CERTS: "PEM file of certificates to trust, as Node reads it. `--ca` does the same.",
  NO_COLOR: "Set to anything, no colours.",
  FORCE_COLOR: "Set to anything but 0, colours also where stdout is no terminal.",
  HUNT_FORCE_TTY: "A number of columns: tables as in a terminal that wide, also where stdout is none.",
};
