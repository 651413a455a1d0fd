import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { UsageError } from "../../program/errors.js";
import { createMcpServer } from "./create-server.js";
import type { McpContext } from "./flags.js";
import { LineTransport, setupAdvice } from "./line-transport.js";
import { openSession } from "./session.js";

/**
 * Serves MCP on stdin and stdout until the client closes stdin and has all responses, the grace period for them ends,
 * or the user interrupts the command.
 *
 * @throws {UsageError} if there is no token, a limit has no effect, or isolation is allowed without `--unproven`
 */
export async function serve(context: McpContext): Promise<void> {
  const { options, out, signal } = context;
  if (options.allowWrites.includes("isolation") && !options.unproven)
    throw new UsageError(
      "--allow-writes isolation requires --unproven, because HUNT does not document its requests.",
      "Try it on a test instance first. Then add --unproven.",
    );
  if (options.maxAffected !== undefined && options.allowWrites.length === 0)
    throw new UsageError(
      "--max-affected has no effect without --allow-writes.",
      "Add --allow-writes, or remove --max-affected.",
    );
  const transport = new LineTransport(context);
  const session = await openSession(context, transport.inputEnd);
  const report = (error: Error): void => out.note(`Warning: ${error.message}`);
  const server = serveStdio(() => createMcpServer(session), { transport, onerror: report });
  const kinds = options.allowWrites.join(", ");
  if (context.stdin.isTTY === true)
    out.note(`Waiting for messages of an MCP client on stdin. ${setupAdvice} Press Ctrl+C to stop.`);
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
