import { PassThrough } from "node:stream";
import { Client, type ClientOptions } from "@modelcontextprotocol/client";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { onTestFinished } from "vitest";
import { run } from "../../src/program/run.js";
import type { AtHunt } from "./at-hunt.js";
import { environment, signedIn } from "./hunt.js";

/** A client of `hunt mcp`, which runs in this process. */
export interface McpConnection {
  readonly client: Client;
  /** Calls a tool, and returns its text, its data, and whether it is an error. */
  readonly call: (name: string, args?: Record<string, unknown>) => Promise<ToolOutcome>;
  /** Returns all lines that the server has sent. */
  readonly sent: () => string;
  /** Closes stdin, and returns the exit code and the messages of the command. */
  readonly close: () => Promise<{ readonly code: number; readonly stderr: string }>;
}

/** The result of a call. */
export interface ToolOutcome {
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- Tests read fields of any tool.
  readonly data: any;
  readonly isError: boolean;
  /** The message and the advice of an error. Empty if its text is only of the program. */
  readonly reason: string;
}

/** Starts `hunt mcp` with these flags, and connects a client to its streams until the test ends. */
export async function connectMcp(
  { sandbox, sleep }: AtHunt,
  flags: readonly string[] = [],
  options: ClientOptions = {},
): Promise<McpConnection> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const written = { stdout: "", stderr: "" };
  stdout.on("data", (chunk: Buffer) => (written.stdout += chunk.toString("utf8")));
  stderr.on("data", (chunk: Buffer) => (written.stderr += chunk.toString("utf8")));
  const exit = run(["mcp", ...flags], {
    stdin,
    stdout: Object.assign(stdout, { isTTY: false, columns: 80 }) as never,
    stderr: Object.assign(stderr, { isTTY: false, columns: 80 }) as never,
    env: environment(signedIn(sandbox().url, sandbox().tokens.admin)),
    // oxlint-disable-next-line no-restricted-properties -- The real clock, as in the command.
    now: () => Date.now(),
    sleep,
    signal: new AbortController().signal,
  });
  const client = new Client({ name: "test", version: "1.0.0" }, options);
  // JSON lines are the same in both directions, so the transport of servers also serves a client.
  await client.connect(new StdioServerTransport(stdout, stdin));
  const close = async () => {
    stdin.end();
    const code = await exit;
    await client.close();
    return { code, stderr: written.stderr };
  };
  onTestFinished(async () => void (await close()));
  return {
    client,
    close,
    sent: () => written.stdout,
    async call(name, args = {}) {
      const result = await client.callTool({ name, arguments: args });
      const [content] = result.content;
      const text = content?.type === "text" ? content.text : "";
      const isError = result.isError === true;
      const block = /\n<hunt-data>\n(.*)\n<\/hunt-data>$/.exec(text)?.[1];
      const { message = "", advice = "" } =
        isError && block !== undefined ? (JSON.parse(block) as { message?: string; advice?: string }) : {};
      return { text, data: result.structuredContent, isError, reason: `${message}\n${advice}` };
    },
  };
}
