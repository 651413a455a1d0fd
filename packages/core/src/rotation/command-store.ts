import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createRedactor, type Redactor } from "../http/redact.js";
import type { ApiToken } from "../token/api-token.js";
import { verifyByReading } from "./read-back.js";
import type { SecretStore, StoreContent, WriteResult } from "./secret-store.js";
import { readFromCommand, toName } from "./verify-command.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

/** Options for running a command. */
export interface CommandStoreOptions {
  /** Environment of the command. Default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * A token that the command must not receive. `HUNT_TOKEN`, `HUNT_TOKEN_FILE`, `HUNT_TOKEN_COMMAND`, and all
   * variables that contain the token are removed.
   */
  readonly hiddenToken?: ApiToken | undefined;
  /** A command that prints the stored token or its fingerprint. Default: the stored token is not read. */
  readonly verifyCommand?: readonly string[] | undefined;
  /** Whether to show the output of the command, line by line, with the token redacted. Default: true. */
  readonly showOutput?: boolean;
  /** Stops the command if it aborts. The write then waits until the command has exited. */
  readonly signal?: AbortSignal;
}

const commandStoreKeys: KeysOf<CommandStoreOptions> = {
  env: true,
  hiddenToken: true,
  verifyCommand: true,
  showOutput: true,
  signal: true,
};

/**
 * A store that is a command, such as `gh secret set HUNT_TOKEN`. It receives the 64 characters of the token
 * on its standard input, without a line break, and is started without a shell. Only another command can read
 * the stored token.
 */
export class CommandStore implements SecretStore {
  readonly #program: string;
  readonly #args: readonly string[];
  readonly #options: CommandStoreOptions;

  /** @param command program and arguments */
  constructor([program = "", ...args]: readonly string[], options: CommandStoreOptions = {}) {
    this.#program = program;
    this.#args = args;
    this.#options = requireKnownKeys(options, commandStoreKeys);
  }

  describe(): string {
    return `the command ${this.#program}`;
  }

  /** Cannot check the store, because running the command would write to it. */
  async prove(): Promise<StoreContent> {
    return this.read();
  }

  /** Ignores a failure of the command that reads, because it can fail before the first token is stored. */
  async read(): Promise<StoreContent> {
    return this.#readStored().catch(() => ({ readAt: Date.now() }));
  }

  async #readStored(): Promise<StoreContent> {
    const { verifyCommand, env = process.env, hiddenToken, signal } = this.#options;
    if (verifyCommand === undefined) return { readAt: Date.now() };
    return readFromCommand(verifyCommand, {
      env: hiddenToken ? withoutToken(env, hiddenToken) : env,
      ...(signal && { signal }),
    });
  }

  /**
   * Runs the command. A command that exits with code 0 has received the token only if it has read its
   * standard input to the end. On Windows and macOS, this is unknown for a command that exits without
   * reading.
   */
  async write(token: ApiToken): Promise<WriteResult> {
    const name = toName(this.#program);
    const { signal } = this.#options;
    let input: StandardInput | undefined;
    try {
      input = await openStandardInput();
      const child = this.#start(input.childEnd);
      const redact = createRedactor([[token.reveal(), String(token)]]);
      forwardLines(child.stdout, process.stdout, redact);
      forwardLines(child.stderr, process.stderr, redact);
      const exited = waitForExit(child);
      const wasRead = input.send(child, token.reveal());
      const { startError, code, killedBy } = await exited;
      if (startError) return createNotDelivered(`${name} ${describeStartError(startError)}`);
      if (code === 0 && (await wasRead)) return { result: "delivered" };
      if (code === 0) return createNotDelivered(`${name} did not read its standard input.`);
      const end = code === null ? `signal ${killedBy}` : `code ${code}`;
      const what = signal?.aborted ? "was stopped before it exited" : `exited with ${end}`;
      return { result: "unknown", reason: new Error(`${name} ${what}.`) };
    } catch (error) {
      return createNotDelivered(`${name} could not be started (${(error as Error).message}).`);
    } finally {
      input?.close();
    }
  }

  /** Without the command that reads, the write is the only proof. */
  async verify(token: ApiToken): Promise<WriteResult> {
    const [program] = this.#options.verifyCommand ?? [];
    if (program === undefined) return { result: "delivered" };
    const otherContent = new Error(`${toName(program)} did not print the new token or its fingerprint.`);
    return verifyByReading(() => this.#readStored(), token, otherContent);
  }

  #start(stdin: "pipe" | Socket): ChildProcess {
    const { env = process.env, hiddenToken, showOutput = true, signal } = this.#options;
    const output = showOutput ? "pipe" : "ignore";
    const stdio: StdioOptions = [stdin, output, output];
    return spawn(this.#program, this.#args, {
      env: hiddenToken ? withoutToken(env, hiddenToken) : env,
      stdio,
      windowsHide: true,
      ...(signal && { signal }),
    });
  }
}

/** Copies complete lines, so a token is redacted even if it arrives in several chunks. */
function forwardLines(from: Readable | null, to: NodeJS.WritableStream, redact: Redactor): void {
  if (from === null) return;
  createInterface({ input: from }).on("line", (line) => void to.write(`${redact(line)}\n`));
}

function createNotDelivered(message: string): WriteResult {
  return { result: "not delivered", reason: new Error(message) };
}

/** The standard input of a command. It detects whether the command has read all of it. */
interface StandardInput {
  /** The `stdio` value to start the command with. */
  readonly childEnd: "pipe" | Socket;
  /** Sends a string. Resolves, after the command has exited, to whether the command has read all of it. */
  send(child: ChildProcess, text: string): Promise<boolean>;
  close(): void;
}

/**
 * Opens a pair of connected Unix sockets, like Node's own pipes, but this process also reads from its end.
 * Linux then resets it if the command exits before it has read everything. With Node's own pipe, the string
 * would be lost in a buffer.
 */
async function openStandardInput(): Promise<StandardInput> {
  if (process.platform === "win32") {
    return {
      childEnd: "pipe",
      send: (child, text) => sendToEnd(child.stdin as Socket, text, waitForClose(child)),
      close: () => {},
    };
  }
  const directory = await mkdtemp(join(tmpdir(), "hunt-"));
  try {
    const path = join(directory, "stdin");
    const server = createServer({ allowHalfOpen: true });
    await once(server.listen(path), "listening");
    const childEnd = connect({ path, allowHalfOpen: true });
    const [[ownEnd]] = (await Promise.all([once(server, "connection"), once(childEnd, "connect")])) as [
      [Socket],
      unknown,
    ];
    server.close();
    return {
      childEnd,
      send(_, text) {
        childEnd.destroy();
        const closed = new Promise((resolve) => void ownEnd.once("close", resolve));
        ownEnd.resume();
        return sendToEnd(ownEnd, text, closed);
      },
      close() {
        childEnd.destroy();
        ownEnd.destroy();
      },
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Unlike `once`, does not reject if the command cannot be started. */
function waitForClose(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => void child.once("close", resolve));
}

async function sendToEnd(socket: Socket, text: string, closed: Promise<unknown>): Promise<boolean> {
  let wasReset = false;
  socket.on("error", () => (wasReset = true));
  socket.end(text);
  await closed;
  return !wasReset;
}

interface Exit {
  /** Error of a command that did not start. */
  readonly startError?: NodeJS.ErrnoException;
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
}

function waitForExit(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.on("error", (startError) => {
      // Waits for a command that was started and then stopped, because it might still store the token.
      if (child.pid === undefined) resolve({ startError, code: null, killedBy: null });
    });
    child.once("exit", (code) => {
      // Child processes of a killed command might keep its output open.
      if (code !== null) return;
      child.stdout?.destroy();
      child.stderr?.destroy();
    });
    child.once("close", (code, killedBy) => resolve({ code, killedBy }));
  });
}

function describeStartError({ code }: NodeJS.ErrnoException): string {
  return code === "ENOENT"
    ? "was not found. Install it, or use its full path."
    : `could not be started (${code}).`;
}

/** Variables with a token or the source of one. */
const tokenVariables: ReadonlySet<string> = new Set(["HUNT_TOKEN", "HUNT_TOKEN_FILE", "HUNT_TOKEN_COMMAND"]);

/**
 * Returns the environment without the variables that contain the token, and without those that huntkit reads a
 * token from. `HUNT_TOKEN_FILE` and `HUNT_TOKEN_COMMAND` do not contain it. But if the command calls `hunt`,
 * `hunt` would use the source of the hidden token, which might have more permissions than the new token, and
 * might be revoked right after. Without them, `hunt` uses the credentials that the command sets, or fails with
 * a clear message.
 */
function withoutToken(env: NodeJS.ProcessEnv, token: ApiToken): NodeJS.ProcessEnv {
  const isKept = (name: string, value: string | undefined) =>
    !tokenVariables.has(name) && !value?.includes(token.reveal());
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => isKept(name, value)));
}
