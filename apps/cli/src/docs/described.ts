import { commands, groups } from "../commands/index.js";
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

/** Environment variables that `hunt` reads, for the docs and the man page. */
export const variables: Readonly<Record<string, string>> = {
  HUNT_INSTANCE: "Instance, for example `acme` or `https://hunt.example.org:8443`.",
  HUNT_TOKEN: "API token, from a secret of the pipeline.",
  HUNT_TOKEN_FILE: "Path of a file that contains the token, for secrets that a container mounts.",
  HUNT_TOKEN_COMMAND:
    "Command that prints the token, for example `pass show hunt`. It runs without a shell, for at most one minute." +
    " Quote arguments that contain spaces.",
  HUNT_NO_KEYRING:
    "Set to any value to store tokens in the file of the profiles instead of the operating system's keyring.",
  HUNT_ACTION_ROUTES:
    'Routes of actions whose bodies are not public, as JSON: `{"isolateAgents": {"method": "POST", "path": "Agents/toggleIsolation", "body": {}}}`. See docs/library.md.',
  HUNT_TOKEN_ROUTES:
    'Routes of tokens, in the same form: `{"listOwn": {"method": "GET", "path": "UserTokens"}}`.',
  XDG_CONFIG_HOME: "Directory of `huntkit/profiles.json` with the profiles. Default: `~/.config`.",
  HTTPS_PROXY:
    "Proxy, except for hosts in `NO_PROXY`: names, addresses, and ranges such as 10.0.0.0/8. Default: `ALL_PROXY`.",
  NODE_EXTRA_CA_CERTS: "PEM file of additional certificates to trust, read by Node. `--ca` does the same.",
  NO_COLOR: "Set to any value to disable colors.",
  FORCE_COLOR: "Set to any value except 0 to use colors even if stdout is not a terminal.",
  HUNT_FORCE_TTY:
    "Number of columns. Formats output as in a terminal of this width, even if stdout is not one.",
};
