/** The CI systems whose files are generated. */
export type System = "gitlab" | "azure-pipelines" | "jenkins";

/** An input of a job. */
export interface Input {
  /** In kebab case. Azure Pipelines and Jenkins use camel case. */
  readonly name: string;
  readonly type: "string" | "number" | "boolean";
  /** A sentence, for the tables and the files. */
  readonly description: string;
  /** Without a default, the input is required. An empty string omits the flag. */
  readonly default?: string | number | boolean;
  readonly gitlabDefault?: string;
  readonly options?: readonly string[];
  /** The flag of the command that receives the value. The script of the job uses inputs without a flag. */
  readonly flag?: string;
}

/** A job of a pipeline, which is a component of GitLab, a template of Azure Pipelines, and a step of Jenkins. */
export interface Job {
  /** Name of its script, and of the component and the template. */
  readonly name: string;
  readonly step: string;
  /** Name of the job in the pipeline. */
  readonly jobName: string;
  readonly title: string;
  readonly summary: string;
  /** The command that receives the flags. */
  readonly command: string;
  /** Shown if the job exits with code 10. */
  readonly warning: string;
  /** Test report in JUnit's format. */
  readonly junit?: string;
  /** Report of GitLab's Code Quality. */
  readonly codeQuality?: string;
  /**
   * Whether it runs after the other jobs, also if one of them failed. A rotation does: jobs that run at the same time would
   * lose access, and alerts must not keep a token from being replaced.
   */
  readonly isLast?: boolean;
  /** When it runs in GitLab, unless `rules` is set. */
  readonly gitlabRule: string;
  readonly inputs: readonly Input[];
}

/** The inputs of every job. */
const common: readonly Input[] = [
  {
    name: "instance",
    type: "string",
    description: "HUNT instance, for example `acme` or `https://hunt.example.org`.",
  },
  {
    name: "install",
    type: "string",
    default: "executable",
    options: ["executable", "npm", "none"],
    description:
      "How to install `hunt`: the executable of the release, whose checksum is verified, or the npm package. `none` if it " +
      "is on the PATH.",
  },
];

const onAlerts: Input = {
  name: "on-alerts",
  type: "string",
  default: "fail",
  options: ["fail", "warn"],
  description: "Result of the job if there are alerts.",
};

const onProtectedRefs = '$CI_COMMIT_REF_PROTECTED == "true"';

/** All jobs. */
export const jobs: readonly Job[] = [
  {
    name: "check-token",
    step: "huntCheckToken",
    jobName: "hunt-token",
    title: "Check the HUNT token",
    summary: "Warns before the token expires, and fails if it is not valid or expires very soon.",
    command: "token check",
    warning: "The HUNT token expires soon.",
    gitlabRule: onProtectedRefs,
    inputs: [
      ...common,
      {
        name: "warn-days",
        type: "number",
        default: 30,
        description: "Warn if the token expires within this number of days.",
      },
      {
        name: "fail-days",
        type: "number",
        default: 7,
        description: "Fail if the token expires within this number of days.",
      },
      {
        name: "created",
        type: "string",
        default: "",
        flag: "--created",
        description: "Creation date of the token if HUNT does not return it, for example `2026-03-31`.",
      },
    ],
  },
  {
    name: "check-alerts",
    step: "huntCheckAlerts",
    jobName: "hunt-alerts",
    title: "Check for alerts of HUNT",
    summary: "Fails if there are alerts, and reports each of them as a failed test.",
    command: "alert list",
    warning: "HUNT has alerts.",
    junit: "hunt-alerts.xml",
    codeQuality: "gl-code-quality-report.json",
    gitlabRule: onProtectedRefs,
    inputs: [
      ...common,
      {
        name: "severity",
        type: "string",
        default: "critical",
        flag: "--severity",
        description: "Severities, comma-separated: `critical`, `high`, `medium`, `low`.",
      },
      {
        name: "since",
        type: "string",
        default: "24h",
        flag: "--since",
        description: "Only alerts after this: `30m`, `24h`, `7d`, or an ISO 8601 time.",
      },
      {
        name: "host",
        type: "string",
        default: "",
        flag: "--host",
        description: "Only alerts of these hosts, comma-separated (`*` matches any characters).",
      },
      onAlerts,
    ],
  },
  {
    name: "scan",
    step: "huntScan",
    jobName: "hunt-scan",
    title: "Scan with HUNT",
    summary:
      "Scans a host or a target group, and fails if the scan finds alerts or does not reach all hosts.",
    command: "scan",
    warning: "The scan found alerts.",
    junit: "hunt-scan.xml",
    gitlabRule: onProtectedRefs,
    inputs: [
      ...common,
      { name: "target", type: "string", description: "Target group, host name, or IP address to scan." },
      {
        name: "fail-on",
        type: "string",
        default: "high",
        options: ["critical", "high", "medium", "low"],
        flag: "--fail-on",
        description: "Lowest severity of an alert that makes the job fail.",
      },
      {
        name: "timeout",
        type: "number",
        default: 30,
        flag: "--timeout",
        description: "Maximum time to wait for the scan, in minutes.",
      },
      {
        name: "options",
        type: "string",
        default: "default",
        flag: "--options",
        description: "Parts to scan: `default`, `empty`, or a list such as `process,module,autostart`.",
      },
      {
        name: "allow-partial",
        type: "boolean",
        default: false,
        flag: "--allow-partial",
        description: "Accept a scan that did not reach all hosts.",
      },
      onAlerts,
    ],
  },
  {
    name: "rotate-token",
    step: "huntRotateToken",
    jobName: "hunt-token-rotation",
    title: "Rotate the HUNT token",
    summary: "Replaces a token that expires soon, in a variable of the CI system or in another secret store.",
    command: "token rotate",
    warning: "The rotation is not complete.",
    isLast: true,
    gitlabRule: '$CI_PIPELINE_SOURCE == "schedule" && $CI_COMMIT_REF_PROTECTED == "true"',
    inputs: [
      ...common,
      {
        name: "to",
        type: "string",
        gitlabDefault: "gitlab:$CI_PROJECT_PATH#HUNT_TOKEN",
        description: "Addresses of the secrets that store the token, comma-separated.",
      },
      {
        name: "if-expires-within",
        type: "number",
        default: 30,
        flag: "--if-expires-within",
        description: "Rotate only if the token expires within this number of days.",
      },
      {
        name: "overwrite",
        type: "boolean",
        default: false,
        flag: "--overwrite",
        description: "Replace the secret even if it does not show that it contains the current token.",
      },
      {
        name: "description",
        type: "string",
        default: "",
        flag: "--description",
        description: "Description of the new token. Default: that of the old one.",
      },
    ],
  },
];

/** Returns the environment variable that passes an input to the script of its job. */
export function getVariable({ name }: Input): string {
  return name === "instance" ? "HUNT_INSTANCE" : `HUNT_INPUT_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** Returns the name of an input in Azure Pipelines and Jenkins. */
export function toCamelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns the default of an input in a system; undefined if the input is required there. */
export function getDefault(input: Input, system: System): Input["default"] {
  return (system === "gitlab" ? input.gitlabDefault : undefined) ?? input.default;
}
