import { spawn } from "node:child_process";

/** What a test may do with a step while it runs. */
export interface StepHooks {
  /** Called when the process has begun, with what sends it a signal: the runner sends SIGINT to a job that is cancelled. */
  onStart?: ((kill: (signal: NodeJS.Signals) => void) => void) | undefined;
  /** Called with each piece of stdout and stderr, as it came. */
  onOutput?: ((text: string) => void) | undefined;
}

/** How a process ended; `exitCode` is null where a signal ended it. */
export interface ProcessEnd {
  exitCode: number | null;
  /** stdout and stderr in the order of arrival. */
  raw: string;
}

/** Runs a process to its end. */
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
