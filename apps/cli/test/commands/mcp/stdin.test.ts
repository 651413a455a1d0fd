import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { environment, signedIn } from "../../support/hunt.js";
import { runInProcess } from "../../support/in-process.js";

const at = atHunt();

const clientInfo = { name: "test", version: "1.0.0" };
const initialize = {
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo },
};
const initialized = { method: "notifications/initialized" };
const listAlerts = { id: 2, method: "tools/call", params: { name: "list_alerts", arguments: { limit: 1 } } };

/** Returns messages as lines. */
function toLines(messages: readonly object[]): string {
  return messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join("");
}

/** Runs `hunt mcp` with all of stdin, and returns its responses in addition to its outcome. */
async function serve(stdin: string | Buffer) {
  const outcome = await at.hunt(["mcp"], { stdin });
  const responses = outcome.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { readonly id?: unknown; readonly result?: unknown });
  return { ...outcome, responses };
}

describe("hunt mcp at the end of stdin", () => {
  it("responds to a call before it exits", async () => {
    const { code, responses, stderr } = await serve(toLines([initialize, initialized, listAlerts]));

    expect(responses.map(({ id }) => id)).toEqual([1, 2]);
    expect(responses[1]).toHaveProperty("result.structuredContent.rows.0.severity");
    expect(stderr).toBe("Serving MCP for HUNT, read-only.\n");
    expect(code).toBe(0);
  });

  it("responds to a last line without a line break", async () => {
    const { responses } = await serve(toLines([initialize, initialized, listAlerts]).trimEnd());

    expect(responses.map(({ id }) => id)).toEqual([1, 2]);
  });

  it("does not wait for a task, and responds with its present state", async () => {
    const id = (await at.hunt(["scan", "SRV-LEI-0012"])).stdout.trim();
    const params = { name: "wait_for_task", arguments: { id, seconds: 600 } };

    const { responses } = await serve(toLines([initialize, initialized, { ...listAlerts, params }]));

    expect(responses[1]).toHaveProperty("result.structuredContent.task.id", id);
    expect(responses[1]).toHaveProperty("result.structuredContent.task.endedOn", null);
  });

  it("does not wait for a call that the client canceled", async () => {
    const cancel = { method: "notifications/cancelled", params: { requestId: 2 } };

    const { code, responses } = await serve(toLines([initialize, initialized, listAlerts, cancel]));

    expect(responses.map(({ id }) => id)).toEqual([1]);
    expect(code).toBe(0);
  });

  it("does not wait for a subscription, which the server answers only when it stops", async () => {
    const envelope = {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": clientInfo,
      "io.modelcontextprotocol/clientCapabilities": {},
    };
    const params = { _meta: envelope, notifications: { toolsListChanged: true } };

    const { code } = await serve(toLines([{ id: 1, method: "subscriptions/listen", params }]));

    expect(code).toBe(0);
  });
});

describe("hunt mcp with other input", () => {
  it("warns of a line that is not JSON, and responds with a parse error", async () => {
    const { code, responses, stderr } = await serve("hello\n");

    expect(code).toBe(0);
    expect(responses).toEqual([
      {
        jsonrpc: "2.0",
        id: null,
        error: { code: -32_700, message: "Parse error: the line is not valid JSON." },
      },
    ]);
    expect(stderr).toContain("Warning: Line 1 of stdin is not a JSON-RPC message, and was ignored.");
  });

  it("warns of JSON that is not a JSON-RPC message, and serves the lines after it", async () => {
    const { responses, stderr } = await serve(`\n{"hello": 1}\n${toLines([initialize])}`);

    expect(stderr).toContain("Warning: Line 2 of stdin is not a JSON-RPC message, and was ignored.");
    expect(responses.map(({ id }) => id)).toEqual([null, 1]);
    expect(responses[0]).toMatchObject({ error: { code: -32_600 } });
  });

  it("does not respond to a response that is not valid", async () => {
    const { responses } = await serve('{"jsonrpc": "2.0", "id": null, "error": {}}\n');

    expect(responses).toEqual([]);
  });

  it("rejects --max-affected without --allow-writes", async () => {
    const { url, tokens } = at.sandbox();

    const { code, stderr } = await runInProcess(["mcp", "--max-affected", "5"], {
      env: environment(signedIn(url, tokens.admin)),
      stdin: Readable.from([]),
    });

    expect(code).toBe(2);
    expect(stderr).toContain("--max-affected has no effect without --allow-writes.");
  });

  it("stops at a line that is too long", async () => {
    const { code, stderr } = await serve(Buffer.alloc(10 * 1_024 * 1_024 + 1, "x"));

    expect(stderr).toContain("Warning: Line 1 of stdin is longer than 10 MiB.");
    expect(code).toBe(0);
  });

  it("shows in a terminal what it waits for, and where to read how to register it", async () => {
    const { url, tokens } = at.sandbox();
    const stdin = Object.assign(Readable.from([]), { isTTY: true });

    const { stderr } = await runInProcess(["mcp"], { env: environment(signedIn(url, tokens.admin)), stdin });

    expect(stderr).toContain("Waiting for messages of an MCP client on stdin.");
    expect(stderr).toContain("https://github.com/huntkit/huntkit/blob/main/docs/mcp.md");
  });
});
