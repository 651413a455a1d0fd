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
import { fingerprintOf, type SecretStore, type StoreContent, type WriteResult } from "./secret-store.js";
import { readFromCommand, toName } from "./verify-command.js";

/** How a command is started. */
export interface CommandStoreOptions {
  /** Environment of the command. Default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** A token that the command does not receive: variables that contain it are removed, and `HUNT_TOKEN` too. */
  readonly hiddenToken?: ApiToken | undefined;
  /**
   * A command that prints the token which is stored, or the fingerprint of that. Default: what is stored
   * cannot be read.
   */
  readonly verifyCommand?: readonly string[] | undefined;
  /** Whether to show what the command prints, line by line, with the token redacted. Default: true. */
  readonly showOutput?: boolean;
  /** Stops the command. The write then waits until the command has exited. */
  readonly signal?: AbortSignal;
}

/**
 * A command that reads a token's value from its standard input and stores it, such as `gh secret set
 * HUNT_TOKEN`. It is started without a shell, and receives the 64 characters of the value, without a line
 * break. What it stores can only be read with another command.
 */
export class CommandStore implements SecretStore {
  readonly #program: string;
  readonly #args: readonly string[];
  readonly #options: CommandStoreOptions;

  /** @param command the program and its arguments */
  constructor([program = "", ...args]: readonly string[], options: CommandStoreOptions = {}) {
    this.#program = program;
    this.#args = args;
    this.#options = options;
  }

  describe(): string {
    return `the command ${this.#program}`;
  }

  /** Proves nothing: running the command would write. */
  async prove(): Promise<StoreContent> {
    return this.read();
  }

  /** Before the first token is stored, the other command may fail. */
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
   * A command that exits with 0 has the value only if it has read it to its end. On Windows and macOS, that
   * is not known for a command that exits without reading.
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
      if (startError) return notDelivered(`${name} ${describeStartError(startError)}`);
      if (code === 0 && (await wasRead)) return { result: "delivered" };
      if (code === 0) return notDelivered(`${name} did not read its standard input.`);
      const end = code === null ? killedBy : `exit code ${code}`;
      const what = signal?.aborted ? "was stopped before it had ended" : `ended with ${end}`;
      return { result: "unknown", reason: new Error(`${name} ${what}.`) };
    } catch (error) {
      return notDelivered(`${name} could not be started (${(error as Error).message}).`);
    } finally {
      input?.close();
    }
  }

  /** Without another command, the write has proved what can be proved. */
  async verify(token: ApiToken): Promise<WriteResult> {
    const [program] = this.#options.verifyCommand ?? [];
    if (program === undefined) return { result: "delivered" };
    try {
      if (fingerprintOf(await this.#readStored()) === token.fingerprint) return { result: "delivered" };
    } catch (error) {
      return { result: "unknown", reason: error as Error };
    }
    const reason = new Error(`${toName(program)} did not print the new token or its fingerprint.`);
    return { result: "unknown", reason };
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

/** Copies whole lines, so that a token is redacted even if it arrives in several pieces. */
function forwardLines(from: Readable | null, to: NodeJS.WritableStream, redact: Redactor): void {
  if (from === null) return;
  createInterface({ input: from }).on("line", (line) => void to.write(`${redact(line)}\n`));
}

function notDelivered(message: string): WriteResult {
  return { result: "not delivered", reason: new Error(message) };
}

/** The standard input of a command, which knows whether it was read to its end. */
interface StandardInput {
  /** What the command is started with. */
  readonly childEnd: "pipe" | Socket;
  /** Sends the text, and returns whether the command has read all of it once it has exited. */
  send(child: ChildProcess, text: string): Promise<boolean>;
  close(): void;
}

/**
 * Opens a pair of connected Unix sockets, as Node's own pipes are, of which this process keeps one end
 * readable: Linux resets it if the command exits before it has read everything. With Node's own pipe, the
 * text disappears in a buffer.
 */
async function openStandardInput(): Promise<StandardInput> {
  if (process.platform === "win32") {
    return {
      childEnd: "pipe",
      send: (child, text) => sendToEnd(child.stdin as Socket, text, untilClosed(child)),
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
function untilClosed(child: ChildProcess): Promise<unknown> {
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
  /** Set if the command did not start. */
  readonly startError?: NodeJS.ErrnoException;
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
}

function waitForExit(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.on("error", (startError) => {
      // A command that was started and then stopped is waited for: it may still store the value.
      if (child.pid === undefined) resolve({ startError, code: null, killedBy: null });
    });
    child.once("exit", (code) => {
      // Programs that a killed command has started may keep its output open.
      if (code !== null) return;
      child.stdout?.destroy();
      child.stderr?.destroy();
    });
    child.once("close", (code, killedBy) => resolve({ code, killedBy }));
  });
}

function describeStartError({ code }: NodeJS.ErrnoException): string {
  return code === "ENOENT"
    ? "was not found. Install it, or write its whole path."
    : `could not be started (${code}).`;
}

/** The environment without what contains a token, by any name. */
function withoutToken(env: NodeJS.ProcessEnv, token: ApiToken): NodeJS.ProcessEnv {
  const isKept = (name: string, value: string | undefined) =>
    name !== "HUNT_TOKEN" && !value?.includes(token.reveal());
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => isKept(name, value)));
}
