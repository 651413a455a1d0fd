import { spawn } from "node:child_process";
import { access, constants, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { ScriptError, type Shell } from "../shell.js";

/** The engines. */
const engines = ["terraform", "tofu"] as const;

export type EngineName = (typeof engines)[number];

/**
 * Finds an engine on the PATH: the requested one, or Terraform before OpenTofu.
 *
 * @throws {ScriptError} if there is no engine
 */
export async function findEngine(wanted: EngineName | undefined, { env }: Shell): Promise<string> {
  for (const name of wanted ? [wanted] : engines) {
    const files = (env["PATH"] ?? "")
      .split(delimiter)
      .flatMap((folder) => (folder === "" ? [] : [join(folder, name), join(folder, `${name}.exe`)]));
    for (const file of files)
      if (
        await access(file, constants.X_OK).then(
          () => true,
          () => false,
        )
      )
        return file;
  }
  throw new ScriptError(
    `No ${wanted ?? "terraform or tofu"} found on the PATH. Install Terraform or OpenTofu. ` +
      "Alternatively, use hunt-provider plan, which requires neither.",
  );
}

/**
 * Plans with an engine, and reads the plan as JSON. The plan contains secrets in clear text, so it is written
 * to a directory that other users cannot read, and deleted at the end.
 *
 * @param directory the directory of the configuration, which is initialized
 * @throws {ScriptError} with the engine's own message if it fails
 */
export async function planAsJson(engine: string, directory: string, shell: Shell): Promise<unknown> {
  const temporary = await mkdtemp(join(tmpdir(), "hunt-drift-"));
  try {
    const file = join(temporary, "plan");
    const planned = await runEngine(
      engine,
      ["plan", "-input=false", "-no-color", "-detailed-exitcode", `-out=${file}`],
      directory,
      shell,
    );
    if (planned.exitCode !== 0 && planned.exitCode !== 2)
      throw createEngineError(`${basename(engine)} plan`, planned);
    const shown = await runEngine(engine, ["show", "-json", file], directory, shell);
    if (shown.exitCode !== 0) throw createEngineError(`${basename(engine)} show`, shown);
    return JSON.parse(shown.stdout) as unknown;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

interface EngineResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the engine. If the script is stopped, the engine receives SIGINT, so it can finish its work. */
function runEngine(
  engine: string,
  args: readonly string[],
  cwd: string,
  { env, signal }: Shell,
): Promise<EngineResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(engine, args, {
      cwd,
      env: { ...env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const stop = () => child.kill("SIGINT");
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    child.once("error", reject);
    child.once("close", (exitCode) => {
      signal.removeEventListener("abort", stop);
      resolve({
        exitCode,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      });
    });
  });
}

function createEngineError(command: string, { exitCode, stderr }: EngineResult): ScriptError {
  return new ScriptError(
    `${command} failed${exitCode === null ? "" : ` with exit code ${exitCode}`}.\n${stderr.trim()}`,
  );
}
