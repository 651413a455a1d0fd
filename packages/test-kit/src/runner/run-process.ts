import { spawn } from "node:child_process";

/** Hooks that are called while a step runs. */
export interface StepHooks {
  /**
   * Called when the process has started, with a function that sends a signal. The runner sends SIGINT to a
   * canceled job.
   */
  onStart?: ((kill: (signal: NodeJS.Signals) => void) => void) | undefined;
  /** Called with each chunk of stdout and stderr. */
  onOutput?: ((text: string) => void) | undefined;
}

/** The result of a process. `exitCode` is null if a signal ended it. */
export interface ProcessEnd {
  exitCode: number | null;
  /** stdout and stderr in order of arrival. */
  raw: string;
}

/** Runs a process until it exits. */
export function runProcess(
  command: string,
  args: string[],
  { env, cwd, onStart, onOutput }: StepHooks & { env: Record<string, string>; cwd: string },
): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        onOutput?.(chunk.toString("utf8"));
      });
    }
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, raw: Buffer.concat(chunks).toString("utf8") }));
    onStart?.((signal) => child.kill(signal));
  });
}
