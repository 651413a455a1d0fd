import { execFile, execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { writeStubs } from "./stubs.js";

/** How to run a workflow. */
export interface RunWorkflowOptions {
  /** Path of act. */
  readonly act: string;
  /** Path of the Node that runs actions. */
  readonly node: string;
  /** The tree of a release tag. It replaces `huntkit/huntkit` at every version in the workflow. */
  readonly action: string;
  /** The version of that tree, which its reusable workflow uses. */
  readonly version: string;
  readonly text: string;
  readonly event: string;
  /** More files of the repository, which can be run. */
  readonly files?: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** More environment variables for all steps, such as `GITHUB_API_URL`. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a run printed. */
export interface WorkflowRun {
  readonly code: number;
  /** The log of all jobs, as a person sees it. */
  readonly log: string;
  /** The actions of others that were replaced by stand-ins. */
  readonly stubs: readonly string[];
}

/** The repository of the workflow: `github.repository`. */
export const repositoryName = "acme/website";

/** Variables that GitHub's runner sets, and act does not. */
const missingVariables = {
  GITHUB_WORKFLOW_REF: `${repositoryName}/.github/workflows/workflow.yml@refs/heads/main`,
};

/** Runs a workflow with act in a new repository, without containers. */
export async function runWorkflow(options: RunWorkflowOptions): Promise<WorkflowRun> {
  const base = await mkdtemp(join(tmpdir(), "workflow-"));
  try {
    const repository = join(base, "repository");
    await mkdir(join(repository, ".github/workflows"), { recursive: true });
    await writeFile(join(repository, ".github/workflows/workflow.yml"), options.text);
    for (const [name, content] of Object.entries(options.files ?? {})) {
      await mkdir(dirname(join(repository, name)), { recursive: true });
      await writeFile(join(repository, name), content, { mode: 0o755 });
    }
    createRepository(repository);
    const stubs = await writeStubs(options.text, base);
    const references = new Set(
      [...options.text.matchAll(/huntkit\/huntkit[\w./-]*@(\S+)/g)].map(([, ref]) => ref!),
    );
    const locals = new Map([
      ...stubs,
      ...[...references, `v${options.version}`].map(
        (ref) => [`huntkit/huntkit@${ref}`, options.action] as const,
      ),
    ]);
    const args = [
      options.event,
      ...["ubuntu-latest", "ubuntu-24.04"].flatMap((label) => ["-P", `${label}=-self-hosted`]),
      ...[...locals].flatMap(([reference, path]) => ["--local-repository", `${reference}=${path}`]),
      ...toFlags("-s", options.secrets),
      ...toFlags("--var", options.variables),
      ...toFlags("--env", { ...missingVariables, ...options.env }),
    ];
    const { code, log } = await runAct(options, args, repository, base);
    return { code, log, stubs: [...stubs.keys()] };
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

function toFlags(flag: string, values: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

/** act requires a repository with a commit. Its remote becomes `github.repository`. */
function createRepository(cwd: string): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd, stdio: "ignore" });
  git("init", "--initial-branch=main");
  git("remote", "add", "origin", `https://github.com/${repositoryName}`);
  git("add", ".");
  git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--message=Add a workflow");
}

function runAct(
  { act, node }: RunWorkflowOptions,
  args: readonly string[],
  cwd: string,
  home: string,
): Promise<{ code: number; log: string }> {
  const env = { PATH: [dirname(node), process.env["PATH"]].join(delimiter), HOME: home, NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(act, args, { cwd, env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), log: stdout + stderr });
    });
  });
}
