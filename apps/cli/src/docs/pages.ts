import { type CommandDescription, getSchemaName } from "./described.js";
import { sections } from "../commands/groups.js";
import {
  describeFlag,
  formatArgument,
  formatFlag,
  formatUsage,
  listExitCodes,
} from "../program/definition.js";
import { variables } from "../program/help-topics.js";
import { exitCodes, type ExitCode } from "../program/errors.js";

/** Returns the file name of a command's page, such as `token-check.md`. */
function getPageName(name: string): string {
  return `${name.replace(" ", "-")}.md`;
}

/** Creates the pages about `hunt`, by file name. */
export function createPages(all: readonly CommandDescription[]): Map<string, string> {
  return new Map([
    ["README.md", formatIndex(all)],
    ...all.map((each) => [getPageName(each.name), formatPage(each)] as const),
  ]);
}

function formatIndex(all: readonly CommandDescription[]): string {
  return `# The command line: hunt

Data goes to stdout, and everything else to stderr. In a terminal, lists are tables that fit its width. In a pipe, they are
lines with tab-separated cells. Commands that return data print JSON with \`--json\`, and lists print one item per line with
\`--ndjson\`. The [schemas](schema) describe the JSON. \`--format\` prints reports for other programs: SARIF, JUnit, Code Quality,
and Markdown for alerts, and metrics of Prometheus for tokens. Commands that change something important ask for confirmation. \`--yes\`
skips the prompt, and \`--dry-run\` shows what would be done.

In other CI systems, and on a schedule: [GitLab CI](https://github.com/huntkit/huntkit/blob/main/docs/recipes/gitlab-ci.md), [Jenkins](https://github.com/huntkit/huntkit/blob/main/docs/recipes/jenkins.md),
[Azure Pipelines](https://github.com/huntkit/huntkit/blob/main/docs/recipes/azure-pipelines.md), [gh](https://github.com/huntkit/huntkit/blob/main/docs/recipes/github-cli.md),
[containers](https://github.com/huntkit/huntkit/blob/main/docs/recipes/container.md), [cron](https://github.com/huntkit/huntkit/blob/main/docs/recipes/cron.md), [systemd](https://github.com/huntkit/huntkit/blob/main/docs/recipes/systemd.md),
[Prometheus](https://github.com/huntkit/huntkit/blob/main/docs/recipes/prometheus.md).

${sections.map((section) => formatCommandTable(section, all)).join("\n\n")}

## Instance and token

\`hunt\` uses the first of these sources that is set:

1. The profile in \`--profile\`.
2. \`HUNT_TOKEN\`, for the instance in \`--instance\` or \`HUNT_INSTANCE\`.
3. The file in \`HUNT_TOKEN_FILE\`, for the same instance.
4. The output of the command in \`HUNT_TOKEN_COMMAND\`, for the same instance.
5. The profile of that instance, or the current profile. Its token is in the operating system's keyring or in plain text: see
   [\`hunt auth login\`](auth-login.md).
6. \`~/infocyte/credentials.json\`, the file of the vendor's PowerShell module, with its proxy. It is read, and never written.

If \`HUNT_INSTANCE\` or a variable of the token is set but empty, as with a missing secret of a pipeline, no profile is used, and the
command fails.

Never pass a token as an argument. Other users of the machine can see it in the process list, and the shell stores it.

## Environment variables

| Variable | Description |
|---|---|
${Object.entries(variables)
  .map(([name, text]) => `| \`${name}\` | ${escapeCell(text)} |`)
  .join("\n")}

## Exit codes

| Code | Meaning |
|---|---|
${formatCodeRows(Object.keys(exitCodes).map(Number) as ExitCode[])}
`;
}

function formatCommandTable(
  { title, names }: (typeof sections)[number],
  all: readonly CommandDescription[],
): string {
  const listed: readonly string[] = names;
  const rows = all
    .filter(({ name }) => listed.includes(name.split(" ")[0]!))
    .map(({ name, summary }) => `| [\`hunt ${name}\`](${getPageName(name)}) | ${escapeCell(summary)} |`);
  return [`## ${title}`, "", "| Command | Description |", "|---|---|", ...rows].join("\n");
}

function formatPage({ name, summary, command, args, flags }: CommandDescription): string {
  return [
    `# hunt ${name}`,
    "",
    `${summary}.`,
    "",
    "```sh",
    formatUsage(name, command),
    "```",
    "",
    command.description,
    "",
    ...(args.length > 0
      ? [
          "## Arguments",
          "",
          "| Argument | Description |",
          "|---|---|",
          ...args.map(
            ([each, argument]) =>
              `| \`${formatArgument(each, argument)}\` | ${escapeCell(argument.description)} |`,
          ),
          "",
        ]
      : []),
    "## Flags",
    "",
    "| Flag | Description | Default |",
    "|---|---|---|",
    ...flags.map(
      ([each, flag]) =>
        `| \`${formatFlag(each, flag)}\` | ${escapeCell(describeFlag(flag))} | ${flag.fallback === undefined ? "" : `\`${flag.fallback}\``} |`,
    ),
    "",
    "## Examples",
    "",
    ...command.examples.flatMap(({ line, does }) => [`${does}:`, "", "```sh", line, "```", ""]),
    ...(command.schema
      ? [
          `Schema of the output of \`--json\`: [schema/${getSchemaName(name)}](schema/${getSchemaName(name)}).`,
          "",
        ]
      : []),
    "## Exit codes",
    "",
    "| Code | Meaning |",
    "|---|---|",
    formatCodeRows([0, 1, 2, ...listExitCodes(command), 130, 141]),
    "",
    "[All commands](README.md)",
    "",
  ].join("\n");
}

function formatCodeRows(codes: readonly ExitCode[]): string {
  return codes.map((code) => `| ${code} | ${escapeCell(exitCodes[code])} |`).join("\n");
}

function escapeCell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll(/<(?=[a-z])/g, "&lt;")
    .replace(/'(\{.*\})'/, "`$1`");
}
