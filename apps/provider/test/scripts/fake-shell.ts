import { setMaxListeners } from "node:events";
import type { Shell } from "../../src/scripts/shell.js";

/** A shell that stores the output of scripts. */
export interface FakeShell extends Shell {
  /** Returns everything that was printed. */
  readonly printed: () => string;
  /** Returns everything that was written with `note`. */
  readonly noted: () => string;
}

/** Creates a shell in a directory. */
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
