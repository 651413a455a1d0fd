import { StringDecoder } from "node:string_decoder";
import { deserializeMessage, type JSONRPCMessage, type Transport } from "@modelcontextprotocol/server";
import { systemClock, type Clock } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import type { Context } from "../../program/context.js";

/** Maximum length of a message from the client, as in the SDK, in UTF-16 code units. */
const maxLineLength = 10 * 1_024 * 1_024;

/** Time for the responses to the calls in progress after the end of stdin, in seconds. */
const graceSeconds = 10;

/** What to do about input that is not from a client. */
export const setupAdvice =
  "An MCP client starts `hunt mcp`. To set it up, see https://github.com/huntkit/huntkit/blob/main/docs/mcp.md.";

/** A request that the server only answers when it stops. */
const subscription = "subscriptions/listen";

/**
 * Reads messages from stdin and writes messages to stdout, one per line. At the end of stdin, it closes after the
 * responses to all requests, or after a grace period: the client may be gone. The SDK's own transport drops these
 * responses, so a script could not read the response to its last request. The token is redacted in every message to the client: results, errors, and notifications.
 */
export class LineTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onerror?: (error: Error) => void;
  onclose?: () => void;
  /** Resolves when everything was answered after the end of stdin, or the server was stopped. */
  readonly closed: Promise<void>;
  /** Aborts at the end of stdin, so calls that only wait can respond. */
  readonly inputEnd: AbortSignal;
  readonly #stdin: Context["stdin"];
  readonly #out: Pick<Context["out"], "raw" | "redactJson">;
  readonly #clock: Pick<Clock, "sleep">;
  readonly #inputEnd = new AbortController();
  readonly #closing = new AbortController();
  readonly #decoder = new StringDecoder("utf8");
  /** IDs of the requests in progress. */
  readonly #requests = new Set<unknown>();
  #partialLine = "";
  #lineCount = 0;
  #reportClosed: () => void = () => {};

  /** @param clock waits for the end of the grace period. Default: the clock of the system. */
  constructor(
    { stdin, out }: Pick<Context, "stdin"> & { readonly out: Pick<Context["out"], "raw" | "redactJson"> },
    clock: Pick<Clock, "sleep"> = systemClock,
  ) {
    this.#stdin = stdin;
    this.#out = out;
    this.#clock = clock;
    this.inputEnd = this.#inputEnd.signal;
    this.closed = new Promise((resolve) => (this.#reportClosed = resolve));
  }

  async start(): Promise<void> {
    const stdin = this.#stdin;
    stdin.on("data", this.#read).on("error", this.#fail).on("end", this.#end).on("close", this.#end);
    if (stdin.readableEnded || stdin.destroyed) setImmediate(this.#end);
  }

  /** Writes a message. A string in JSON cannot end the line. */
  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#closing.signal.aborted) return;
    const line = `${JSON.stringify(this.#out.redactJson(message))}\n`;
    try {
      await this.#out.raw(Buffer.from(line));
    } catch (error) {
      this.#fail(error as Error);
      await this.close();
      throw error;
    }
    if ("id" in message && !("method" in message)) this.#requests.delete(message.id);
    await this.#closeIfAnswered();
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    const stdin = this.#stdin;
    stdin.off("data", this.#read).off("error", this.#fail).off("end", this.#end).off("close", this.#end);
    stdin.pause();
    this.onclose?.();
    this.#reportClosed();
  }

  readonly #fail = (error: Error): void => this.onerror?.(error);

  readonly #read = (chunk: Buffer | string): void => {
    const text = typeof chunk === "string" ? chunk : this.#decoder.write(chunk);
    const lines = text.split("\n");
    lines[0] = this.#partialLine + lines[0]!;
    this.#partialLine = lines.pop()!;
    for (const line of lines) this.#receive(line);
    if (this.#partialLine.length <= maxLineLength) return;
    this.#fail(new Error(`Line ${this.#lineCount + 1} of stdin is longer than 10 MiB.`));
    void this.close();
  };

  readonly #end = (): void => {
    if (this.inputEnd.aborted) return;
    this.#receive(this.#partialLine + this.#decoder.end());
    this.#inputEnd.abort();
    void this.#closeIfAnswered();
    void this.#closeAfterGrace();
  };

  #receive(line: string): void {
    this.#lineCount++;
    if (line.trim() === "") return;
    let message: JSONRPCMessage;
    try {
      message = deserializeMessage(line);
    } catch {
      this.#fail(
        new Error(
          `Line ${this.#lineCount} of stdin is not a JSON-RPC message, and was ignored. ${setupAdvice}`,
        ),
      );
      void this.#sendProtocolError(line);
      return;
    }
    if ("method" in message) this.#trackRequest(message);
    this.onmessage?.(message);
  }

  /**
   * Responds to a line that is not a message. Its ID is unknown, so the ID of the response is null (JSON-RPC 2.0,
   * section 5.1). A response gets no response, because two programs could otherwise answer each other forever.
   */
  async #sendProtocolError(line: string): Promise<void> {
    let error = { code: -32_700, message: "Parse error: the line is not valid JSON." };
    try {
      const data: unknown = JSON.parse(line);
      if (typeof data === "object" && data !== null && ("error" in data || "result" in data)) return;
      error = { code: -32_600, message: "Invalid request: the line is not a JSON-RPC message." };
    } catch {
      // The line is not valid JSON.
    }
    const response = `${JSON.stringify({ jsonrpc: "2.0", id: null, error })}\n`;
    await this.#out.raw(Buffer.from(response)).catch((reason: Error) => this.#fail(reason));
  }

  /** A canceled request gets no response. */
  #trackRequest(message: {
    readonly method: string;
    readonly id?: unknown;
    readonly params?: { readonly [name: string]: unknown } | undefined;
  }): void {
    const { method, id, params } = message;
    if (id !== undefined && method !== subscription) this.#requests.add(id);
    if (method === "notifications/cancelled") this.#requests.delete(params?.["requestId"]);
  }

  async #closeIfAnswered(): Promise<void> {
    if (this.inputEnd.aborted && this.#requests.size === 0) await this.close();
  }

  async #closeAfterGrace(): Promise<void> {
    const { signal } = this.#closing;
    if (signal.aborted) return;
    await this.#clock.sleep(graceSeconds * 1_000, signal).catch(() => {});
    if (signal.aborted) return;
    const calls = formatCount(this.#requests.size, "call");
    this.#fail(
      new Error(`Stopped ${calls}, which had no response ${graceSeconds} seconds after the end of stdin.`),
    );
    await this.close();
  }
}
