import { spawn } from "node:child_process";
import { escapeToSingleLine, type ApiToken } from "@huntkit/core";

/** What a command runs with beside its arguments. */
export interface CommandOptions {
  /** The provider's own token: the command does not get it. */
  readonly own: ApiToken | undefined;
  readonly signal: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts a command, without a shell, that reads a token's value from its standard input and stores it. What the command prints
 * is thrown away, since it may hold the value.
 *
 * @param command the program and its arguments
 * @throws {Error} that says what went wrong; the command may have stored the value all the same
 */
export async function deliverToCommand(
  [program = "", ...args]: readonly string[],
  token: ApiToken,
  { own, signal, env = process.env }: CommandOptions,
): Promise<void> {
  const name = escapeToSingleLine(program, 80);
  const child = spawn(program, args, {
    env: withoutToken(env, own),
    stdio: ["pipe", "ignore", "ignore"],
    signal,
    windowsHide: true,
  });
  await new Promise<void>((resolve, reject) => {
    let isUnread = false;
    child.on("error", (error: NodeJS.ErrnoException) => {
      // One that was started and told to stop is waited for: it may still store the value.
      if (child.pid === undefined) reject(new Error(whyNotStarted(name, error)));
    });
    child.stdin.on("error", () => (isUnread = true));
    child.once("close", (code, killedBy) => {
      if (code === 0 && !isUnread) resolve();
      else
        reject(
          new Error(
            `${name} ${signal.aborted ? "was stopped before it had ended" : howItFailed(code, killedBy)}.`,
          ),
        );
    });
    child.stdin.end(token.reveal());
  });
}

/** The environment but for what holds the provider's own token, by whatever name. */
function withoutToken(env: NodeJS.ProcessEnv, own: ApiToken | undefined): NodeJS.ProcessEnv {
  const isKept = (name: string, value: string | undefined) =>
    name !== "HUNT_TOKEN" && !(own && value?.includes(own.reveal()));
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => isKept(name, value)));
}

function howItFailed(code: number | null, killedBy: NodeJS.Signals | null): string {
  return code === 0
    ? "did not read its standard input"
    : `ended with ${code === null ? killedBy : `exit code ${code}`}`;
}

function whyNotStarted(name: string, { code }: NodeJS.ErrnoException): string {
  return code === "ENOENT"
    ? `${name} was not found. Install it, or write its whole path.`
    : `${name} could not be started (${code}).`;
}
