import { variables, type CommandDescription, getSchemaName } from "./described.js";
import { listExitCodes, formatArgument, formatFlag } from "../program/definition.js";
import { exitCodes, type ExitCode } from "../program/errors.js";

/** `token-check.md`. */
function getPageName(name: string): string {
  return `${name.replace(" ", "-")}.md`;
}

/** Returns the pages about `hunt`, by file name. */
export function createPages(all: readonly CommandDescription[]): Map<string, string> {
  return new Map([
    ["README.md", formatIndex(all)],
    ...all.map((each) => [getPageName(each.name), formatPage(each)] as const),
  ]);
}

function formatIndex(all: readonly CommandDescription[]): string {
  const rows = all.map(
    ({ name, summary }) => `| [\`hunt ${name}\`](${getPageName(name)}) | ${escapeCell(summary)} |`,
  );
  return `# The command line: hunt

Data goes to stdout, and everything else to stderr. In a terminal, lists are tables that fit its width. In a pipe, they are
lines with tab-separated cells. Commands that return data print JSON with \`--json\`, and lists print one item per line with
\`--ndjson\`. The [schemas](schema) describe it. Commands that change something important ask for confirmation. \`--yes\` skips
the prompt, and \`--dry-run\` shows what would be done.

In other CIs, and on a schedule: [GitLab CI](https://github.com/huntkit/huntkit/blob/main/docs/recipes/gitlab-ci.md), [Jenkins](https://github.com/huntkit/huntkit/blob/main/docs/recipes/jenkins.md),
[Azure Pipelines](https://github.com/huntkit/huntkit/blob/main/docs/recipes/azure-pipelines.md), [cron](https://github.com/huntkit/huntkit/blob/main/docs/recipes/cron.md), [systemd](https://github.com/huntkit/huntkit/blob/main/docs/recipes/systemd.md).

| Command | Description |
|---|---|
${rows.join("\n")}

## Instance and token

The first of these that is set is used:

1. the profile that \`--profile\` names;
2. \`HUNT_TOKEN\`, of the instance in \`--instance\` or \`HUNT_INSTANCE\`;
3. the file that \`HUNT_TOKEN_FILE\` names, in the same way;
4. the output of the command in \`HUNT_TOKEN_COMMAND\`, in the same way;
5. the profile of that instance, or the current profile, with its token in the operating system's keyring or in plain text: see
   [\`hunt auth login\`](auth-login.md);
6. \`~/infocyte/credentials.json\`, in which the vendor's PowerShell module keeps tokens, with its proxy. It is read, and never written.

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

function formatPage({ name, summary, command, args, flags }: CommandDescription): string {
  const usage = [
    `hunt ${name}`,
    ...args.map(([each, argument]) => formatArgument(each, argument)),
    "[options]",
  ].join(" ");
  return [
    `# hunt ${name}`,
    "",
    `${summary}.`,
    "",
    "```sh",
    usage,
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
    "## Options",
    "",
    "| Option | Description | Default |",
    "|---|---|---|",
    ...flags.map(
      ([each, flag]) =>
        `| \`${formatFlag(each, flag).replaceAll("|", "\\|")}\` | ${escapeCell(flag.description)} | ${flag.fallback === undefined ? "" : `\`${flag.fallback}\``} |`,
    ),
    "",
    "## Examples",
    "",
    ...command.examples.flatMap(({ line, does }) => [`${does}:`, "", "```sh", line, "```", ""]),
    ...(command.schema
      ? [`What \`--json\` prints: [schema/${getSchemaName(name)}](schema/${getSchemaName(name)}).`, ""]
      : []),
    "## Exit codes",
    "",
    "| Code | Meaning |",
    "|---|---|",
    formatCodeRows([0, 1, 2, ...listExitCodes(command), 130]),
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
