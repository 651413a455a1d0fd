import { Readable, Writable } from "node:stream";
import { run } from "../../src/program/run.js";
import type { OutputStream, System } from "../../src/program/system.js";

/** Output and exit code of a run of `hunt`. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Creates a stream that collects its input, and is not a terminal. */
function createSink(): { readonly stream: OutputStream; readonly text: () => string } {
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString("utf8");
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY: false, columns: 80 }), text: () => text };
}

/** Runs `hunt` in this process, with its own streams, environment, clock, and signal. Its clients never wait. */
export async function runInProcess(
  args: readonly string[],
  {
    stdin = Readable.from([]),
    openStdin = () => stdin,
    ...system
  }: Partial<System> & Pick<System, "env"> & { readonly openStdin?: () => System["stdin"] },
): Promise<Outcome> {
  const [stdout, stderr] = [createSink(), createSink()];
  const code = await run(args, {
    get stdin() {
      return openStdin();
    },
    stdout: stdout.stream,
    stderr: stderr.stream,
    // oxlint-disable-next-line no-restricted-properties -- The real clock, as in the command. Tests of times pass another.
    now: () => Date.now(),
    sleep: async () => {},
    signal: new AbortController().signal,
    ...system,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}
