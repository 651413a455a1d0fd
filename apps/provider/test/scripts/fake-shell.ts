import { setMaxListeners } from "node:events";
import type { Shell } from "../../src/scripts/shell.js";

/** A shell that keeps what scripts say. */
export interface FakeShell extends Shell {
  /** What was printed so far. */
  readonly printed: () => string;
  /** What was noted so far. */
  readonly noted: () => string;
}

/** Makes a shell in a folder. */
export function fakeShell(
  cwd: string,
  {
    env = {},
    answer,
    signal = new AbortController().signal,
  }: { env?: NodeJS.ProcessEnv; answer?: string; signal?: AbortSignal } = {},
): FakeShell {
  setMaxListeners(0, signal);
  const printed: string[] = [];
  const noted: string[] = [];
  return {
    env,
    cwd,
    signal,
    print: (text) => void printed.push(text),
    note: (line) => void noted.push(`${line}\n`),
    ask: async () => answer,
    printed: () => printed.join(""),
    noted: () => noted.join(""),
  };
}
