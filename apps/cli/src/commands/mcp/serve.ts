import { Writable } from "node:stream";
import { callbackify } from "node:util";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { serveStdio, StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import type { Context } from "../../program/context.js";
import { UsageError } from "../../program/errors.js";
import { createMcpServer } from "./create-server.js";
import type { McpContext } from "./flags.js";
import { openSession } from "./session.js";

/**
 * Serves MCP on stdin and stdout until the client closes stdin, or the user interrupts the command.
 *
 * @throws {UsageError} if there is no token, or isolation is allowed without `--unproven`
 */
export async function serve(context: McpContext): Promise<void> {
  const { options, out, signal } = context;
  if (options.allowWrites.includes("isolation") && !options.unproven)
    throw new UsageError(
      "--allow-writes isolation requires --unproven, because HUNT does not document its requests.",
      "Try it on a test instance first. Then add --unproven.",
    );
  const session = await openSession(context);
  const transport = new RedactingTransport(context);
  const report = (error: Error): void => out.note(`Warning: ${error.message}`);
  const server = serveStdio(() => createMcpServer(session), { transport, onerror: report });
  const kinds = options.allowWrites.join(", ");
  if (context.stdin.isTTY === true)
    out.note("An MCP client starts this command, and writes requests to stdin. To stop it, press Ctrl+C.");
  out.note(
    `Serving MCP for ${session.client.instance.name}, ${kinds === "" ? "read-only" : `writes: ${kinds}`}.`,
  );
  const stop = (): void => void server.close();
  signal.addEventListener("abort", stop);
  try {
    await transport.closed;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Redacts the token in every message to the client: results, errors, and notifications. */
class RedactingTransport extends StdioServerTransport {
  /** Resolves when the client has closed stdin, or the server was stopped. */
  readonly closed: Promise<void>;
  readonly #redact: Context["out"]["redactJson"];
  #reportClosed: () => void = () => {};

  constructor({ stdin, out }: Pick<Context, "stdin" | "out">) {
    super(stdin, toWritable(out));
    this.#redact = (message) => out.redactJson(message);
    this.closed = new Promise((resolve) => (this.#reportClosed = resolve));
  }

  override send(message: JSONRPCMessage): Promise<void> {
    return super.send(this.#redact(message));
  }

  override async close(): Promise<void> {
    try {
      await super.close();
    } finally {
      this.#reportClosed();
    }
  }
}

/** Returns stdout as a stream. The messages are JSON, so a string in them cannot end the line. */
function toWritable(out: Context["out"]): Writable {
  return new Writable({
    write(chunk: Buffer, _, done) {
      callbackify(out.raw)(chunk, done);
    },
  });
}
