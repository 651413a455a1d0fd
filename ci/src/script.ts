import { getVariable, type Input, type Job } from "./jobs.js";
import { formatInstall, readScript, type HuntSource } from "./source.js";

/** Functions of the scripts. A script calls `fail`, `warn`, or `report_alerts` to end the job with a message. */
const functions = `fail() {
  [ -z "\${new:-}" ] || rm -rf "$new"
  printf '%s\\n' "$1" >&2
  exit "\${2:-1}"
}

warn() {
  printf '%s\\n' "$1" >&2
  exit 10
}
`;

const reportAlerts = `report_alerts() {
  if [ "\${HUNT_INPUT_ON_ALERTS:-fail}" = warn ]; then warn "$1"; fi
  fail "$1" 3
}
`;

/** A failure is an error of the run in Azure Pipelines, and a warning a result of the step. */
const functionsOfAzure = `fail() {
  [ -z "\${new:-}" ] || rm -rf "$new"
  echo "##vso[task.logissue type=error]$1" >&3
  exit "\${2:-1}"
}

warn() {
  echo "##vso[task.logissue type=warning]$1" >&3
  echo "##vso[task.complete result=SucceededWithIssues;]" >&3
  exit 0
}
`;

/**
 * Returns the script of a job, for a POSIX shell. It exits with code 0, with code 10 for a warning, and with another code
 * if the job fails.
 *
 * @param codeQuality path for a report of GitLab's Code Quality
 */
export function formatScript(job: Job, source: HuntSource, codeQuality?: string): string {
  return `set -eu
set +x

${functions}
${formatBody(job, source, codeQuality)}`;
}

/**
 * Returns the script of a job, for bash on an agent of Azure Pipelines. The agent runs commands that start with two number
 * signs in a log, and attackers choose the names in alerts. So only the functions above print commands.
 */
export function formatAzureScript(job: Job, source: HuntSource): string {
  return `set -euo pipefail
set +x

${functionsOfAzure}
exec 3>&1
(
# Azure Pipelines passes a macro unchanged if its variable does not exist.
case \${HUNT_TOKEN:-} in
  \\$\\(*) fail "The variable of the HUNT token does not exist. Create a secret variable HUNT_TOKEN." 2 ;;
esac

${formatBody(job, source)}) 2>&1 | sed -u 's/##/# #/g'
`;
}

function formatBody(job: Job, source: HuntSource, codeQuality?: string): string {
  const parts = [
    // An agent can have the report of an earlier run.
    ...(job.junit === undefined ? [] : [`rm -f ${job.junit}\n`]),
    ...(job.inputs.some(({ name }) => name === "on-alerts") ? [reportAlerts] : []),
    formatInstall(source),
    ["set --", ...job.inputs.flatMap(formatFlag)].join("\n") + "\n",
    (codeQuality === undefined ? "" : `code_quality=${codeQuality}\n`) + readScript(job.name),
  ];
  return parts.join("\n");
}

function formatFlag(input: Input): string[] {
  if (input.flag === undefined) return [];
  const variable = getVariable(input);
  return input.type === "boolean"
    ? [`[ "\${${variable}:-}" != true ] || set -- "$@" ${input.flag}`]
    : [`[ -z "\${${variable}:-}" ] || set -- "$@" ${input.flag} "$${variable}"`];
}
