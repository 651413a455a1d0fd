import { exitCodes } from "./errors.js";

/** A page of `hunt help` that is not about a command. */
export interface HelpTopic {
  /** Summary for the list of topics, without a period. */
  readonly summary: string;
  /** Paragraphs, in Markdown without links. */
  readonly description: string;
  /** Title of the list. */
  readonly title: string;
  /** Terms and their descriptions, in the order of the list. */
  readonly items: readonly (readonly [term: string, description: string])[];
}

/** The environment variables that `hunt` reads. */
export const variables: Readonly<Record<string, string>> = {
  HUNT_INSTANCE: "HUNT instance, for example `acme` or `https://hunt.example.org:8443`.",
  HUNT_TOKEN: "API token, for example from a secret of the pipeline.",
  HUNT_TOKEN_FILE: "Path of a file that contains the token, for example a secret that a container mounts.",
  HUNT_TOKEN_COMMAND:
    "Command that prints the token, for example `pass show hunt`. It runs without a shell and must exit within one" +
    " minute. Put words that contain spaces in quotes.",
  HUNT_NO_KEYRING:
    "Set to any value to store tokens in the file of the profiles instead of the operating system's keyring.",
  HUNT_ACTION_ROUTES:
    'Routes of actions that HUNT does not document, as JSON: `{"isolateAgents": {"method": "POST", "path":' +
    ' "Agents/toggleIsolation", "body": {"where": {"id": {"inq": "{ids}"}}, "isolated": true}}}`. See docs/library.md.',
  HUNT_TOKEN_ROUTES:
    'Routes of tokens, in the same form: `{"listOwn": {"method": "GET", "path": "users/me/apiTokens"}}`.',
  XDG_CONFIG_HOME: "Directory of `huntkit/profiles.json`, the file of the profiles. Default: `~/.config`.",
  HTTPS_PROXY:
    "Proxy for requests to HUNT, except to hosts in `NO_PROXY`: names, addresses, and ranges such as 10.0.0.0/8." +
    " Default: `ALL_PROXY`.",
  NODE_EXTRA_CA_CERTS: "PEM file of additional certificates to trust. `--ca` does the same.",
  NO_COLOR: "Set to any value to disable colors.",
  FORCE_COLOR: "Set to any value except 0 to use colors even if stdout is not a terminal.",
  HUNT_FORCE_TTY:
    "Number of columns. Formats the output as in a terminal of this width, even if stdout is not a terminal.",
};

/** The topics by name, as in `hunt help environment`. */
export const helpTopics: Readonly<Record<string, HelpTopic>> = {
  environment: {
    summary: "Environment variables that can be used with hunt",
    description: `Environment variables that can be used with hunt.

The instance and the token come from the first of these that is set: the profile in \`--profile\`, \`HUNT_TOKEN\`, \`HUNT_TOKEN_FILE\`, \`HUNT_TOKEN_COMMAND\`, the profile of the instance, and the current profile. The instance of the three variables is \`--instance\` or \`HUNT_INSTANCE\`. If one of these variables is set but empty, as with a missing secret of a pipeline, no profile is used, and the command fails.`,
    title: "Environment variables",
    items: Object.entries(variables),
  },
  "exit-codes": {
    summary: "Exit codes used by hunt",
    description: `Exit codes used by hunt.

\`hunt <command> --help\` lists the special exit codes of a command.`,
    title: "Exit codes",
    items: Object.entries(exitCodes),
  },
  formatting: {
    summary: "Formatting options for the output of hunt",
    description: `Formatting options for the output of hunt.

Data goes to stdout. Messages, prompts, and progress bars go to stderr.`,
    title: "Formats",
    items: [
      ["terminal", "Lists are tables that fit the width of the terminal. `--wide` shows all columns, uncut."],
      ["pipe", "Lists have one row per line, with tab-separated cells and no header."],
      ["--json", "Prints JSON. An error is one line of JSON on stderr."],
      ["--ndjson", "Prints one JSON object per line, as the rows arrive."],
      [
        "--format",
        "Prints a report for another program: SARIF, JUnit, Code Quality, or Markdown for alerts, and Prometheus for tokens.",
      ],
    ],
  },
};
