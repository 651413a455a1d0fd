import { rmSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ActionManifest, findActionsNode, readManifest } from "./manifest.js";
import { type Annotation, readLog, readOutputs } from "./read-step.js";
import { runHere, type HereOptions } from "./run-here.js";
import { type ProcessEnd, runProcess, type StepHooks } from "./run-process.js";

export interface RunOptions extends StepHooks {
  /** Directory of `action.yml`. Its `main` is relative to it. */
  action: string;
  /** Values under `with:` in a workflow. Missing inputs get the default of `action.yml`. */
  with: Record<string, string>;
  /** Additional environment variables, such as `GITHUB_EVENT_NAME`. */
  env?: Record<string, string>;
  /** Options of Node that `NODE_OPTIONS` does not support. */
  nodeOptions?: readonly string[];
  /** The webhook event that triggered the run. The runner stores it in a file. */
  event?: unknown;
}

/** The results of a step. */
export interface ActionRun {
  exitCode: number | null;
  /** stdout and stderr in order of arrival, with mask commands and therefore secrets. */
  raw: string;
  /** Lines of the log, as GitHub shows them. */
  log: string[];
  annotations: Annotation[];
  masks: string[];
  outputs: Record<string, string>;
  /** Markdown of the job summary. */
  summary: string;
}

/** Directory in which Node keeps compiled code, so not every process compiles the bundle again. */
const compileCache = fileURLToPath(new URL("../../node_modules/.cache/node-compile-cache", import.meta.url));

/** Runs a JavaScript action in a process under Node 24, with the environment of GitHub's runner. */
export function runAction(options: RunOptions): Promise<ActionRun> {
  const { action, nodeOptions = [], onStart, onOutput } = options;
  return runStep(options, ({ runs }, env, cwd) =>
    runProcess(findActionsNode(), [...nodeOptions, join(action, runs.main)], {
      env: { NODE_COMPILE_CACHE: compileCache, ...env },
      cwd,
      onStart,
      onOutput,
    }),
  );
}

/** Runs the main function of an action in this process, which takes a fraction of the time of a process. */
export function runActionHere(
  options: Omit<RunOptions, keyof StepHooks | "nodeOptions">,
  main: HereOptions["main"],
): Promise<ActionRun> {
  return runStep(options, (_, env, cwd) => runHere({ main, env, cwd }));
}

/** Runs a step with the environment and the files of GitHub's runner, and reads its results. */
async function runStep(
  options: RunOptions,
  execute: (manifest: ActionManifest, env: Record<string, string>, cwd: string) => Promise<ProcessEnd>,
): Promise<ActionRun> {
  const temp = await mkdtemp(join(tmpdir(), "runner-"));
  const remove = () => rmSync(temp, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const manifest = readManifest(options.action);
    const files = {
      output: join(temp, "output"),
      summary: join(temp, "summary.md"),
      event: join(temp, "event.json"),
      state: join(temp, "state"),
      env: join(temp, "env"),
    };
    await Promise.all(Object.values(files).map((file) => writeFile(file, "")));
    await writeFile(files.event, JSON.stringify(options.event ?? {}));
    const env = {
      ...getSystemEnv(),
      ...createGitHubEnv(files, temp),
      ...createInputEnv(manifest, options.with),
      ...options.env,
    };
    const { exitCode, raw } = await execute(manifest, env, temp);
    const { lines, annotations, masks } = readLog(raw);
    const [outputs, summary] = await Promise.all([
      readFile(files.output, "utf8"),
      readFile(files.summary, "utf8"),
    ]);
    return { exitCode, raw, log: lines, annotations, masks, outputs: readOutputs(outputs), summary };
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** Returns the few variables that a process needs to run. */
function getSystemEnv(): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", "SYSTEMROOT"];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function createGitHubEnv(
  files: Record<"output" | "summary" | "event" | "state" | "env", string>,
  temp: string,
): Record<string, string> {
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTOR: "octocat",
    GITHUB_EVENT_NAME: "push",
    GITHUB_EVENT_PATH: files.event,
    GITHUB_ENV: files.env,
    GITHUB_OUTPUT: files.output,
    GITHUB_REPOSITORY: "acme/website",
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_WORKFLOW_REF: "acme/website/.github/workflows/hunt.yml@refs/heads/main",
    GITHUB_WORKSPACE: temp,
    RUNNER_TEMP: temp,
  };
}

function createInputEnv({ inputs }: ActionManifest, given: Record<string, string>): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name));
  if (unknown.length > 0)
    throw new Error(
      `the action has no input ${unknown.join(", ")}; it has ${Object.keys(inputs).join(", ")}`,
    );
  const values = Object.entries(inputs).map(([name, input]) => [
    `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
    given[name] ?? input.default ?? "",
  ]);
  return Object.fromEntries(values) as Record<string, string>;
}
