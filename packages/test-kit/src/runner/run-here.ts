import type { ProcessEnd } from "./run-process.js";

/** What {@link runHere} needs. */
export interface HereOptions {
  readonly main: (env: NodeJS.ProcessEnv) => Promise<void>;
  readonly env: Record<string, string>;
  readonly cwd: string;
}

/** The output streams of this process, and how they write. */
const outputs = [process.stdout, process.stderr].map((stream) => ({
  stream,
  write: stream.write.bind(stream),
}));

let previous: Promise<unknown> = Promise.resolve();

/**
 * Calls a main function as if this process were its own: with this environment and working directory, and with its
 * own output and exit code. A process has only one of each, so the calls wait for each other.
 */
export function runHere(options: HereOptions): Promise<ProcessEnd> {
  const result = previous.then(() => callMain(options));
  previous = result.catch(() => {});
  return result;
}

async function callMain({ main, env, cwd }: HereOptions): Promise<ProcessEnd> {
  const before = { env: process.env, cwd: process.cwd(), exitCode: process.exitCode };
  let raw = "";
  const collect = (chunk: string | Uint8Array) => {
    raw += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    return true;
  };
  for (const { stream } of outputs) stream.write = collect;
  process.env = env;
  process.chdir(cwd);
  process.exitCode = undefined;
  try {
    await main(env);
    return { exitCode: getExitCode(), raw };
  } finally {
    process.exitCode = before.exitCode;
    process.chdir(before.cwd);
    process.env = before.env;
    for (const { stream, write } of outputs) stream.write = write;
  }
}

function getExitCode(): number {
  return Number(process.exitCode ?? 0);
}
