import { readFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { describe, expect, it, onTestFinished } from "vitest";
import { atHunt } from "../../support/at-hunt.js";
import { environment, script, signedIn } from "../../support/hunt.js";

const { sandbox } = atHunt();
const page = readFileSync(new URL("../../../../../docs/mcp.md", import.meta.url), "utf8");

/** Returns the arguments in the first configuration in the docs. */
function readDocumentedArguments(): string[] {
  const [, text = ""] = /^```json\n(.*?)^```$/ms.exec(page) ?? [];
  return (JSON.parse(text) as { mcpServers: { hunt: { args: string[] } } }).mcpServers.hunt.args;
}

/** Starts the built command as a client does, until the test ends. */
async function connect(args: readonly string[]) {
  const env = environment(signedIn(sandbox().url, sandbox().tokens.admin));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [script, ...args],
    env,
    stderr: "pipe",
  });
  let stderr = "";
  transport.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return { client, stderr: () => stderr };
}

describe("the built hunt mcp", () => {
  it("serves a client over stdin and stdout, as the docs configure it", async () => {
    const { client, stderr } = await connect(readDocumentedArguments());

    const { tools } = await client.listTools();
    const { structuredContent } = await client.callTool({ name: "list_alerts", arguments: { limit: 1 } });

    expect(tools.length).toBeGreaterThan(10);
    expect(structuredContent).toMatchObject({ rows: [{ severity: expect.any(String) }] });
    expect(stderr()).toMatch(/^Serving MCP for .*, read-only\.\n$/);
  });

  it("serves many calls at the same time", async () => {
    const { client } = await connect(["mcp"]);
    const limits = Array.from({ length: 30 }, (_, index) => index + 1);

    const results = await Promise.all(
      limits.map((limit) => client.callTool({ name: "list_agents", arguments: { limit } })),
    );

    const counts = results.map(
      ({ structuredContent }) => (structuredContent as { rows: unknown[] }).rows.length,
    );
    expect(counts).toEqual(limits);
  });
});
