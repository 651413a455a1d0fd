import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { writeKinds } from "../../../src/commands/mcp/flags.js";
import { tools } from "../../../src/commands/mcp/tools/index.js";
import { parseCommandLine } from "../../../src/program/command-line.js";
import { commands } from "../../../src/commands/index.js";

const page = readFileSync(new URL("../../../../../docs/mcp.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text]) => text!);

interface Server {
  readonly command: string;
  readonly args: readonly string[];
}

/** Returns the servers of a configuration, in the form of Claude and Cursor, or of VS Code. */
function listServers(block: string): Server[] {
  const config = JSON.parse(block) as Record<string, Record<string, Server>>;
  return Object.values(config["mcpServers"] ?? config["servers"]!);
}

describe("docs/mcp.md", () => {
  it("lists all tools that only read", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| [A-Z]/gm)].map(([, name]) => name);

    expect(rows).toEqual(tools.filter(({ writes }) => writes === undefined).map(({ name }) => name));
  });

  it("lists all kinds of changes with their tools", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| (`.*?`) \|/gm)].map(([, kind, names]) => [kind, names]);

    const expected = writeKinds.map((kind) => [
      kind,
      tools
        .filter(({ writes }) => writes === kind)
        .map(({ name }) => `\`${name}\``)
        .join(", "),
    ]);
    expect(rows).toEqual(expected);
  });

  it.each(blocks.flatMap(listServers))(
    "has a configuration with a valid command line: %j",
    async (server) => {
      const invocation = await parseCommandLine(server.args, { stdout: process.stdout, env: {} });

      expect(server.command).toBe("hunt");
      expect(invocation?.command.description).toContain("Start an MCP server");
    },
  );

  it("has a configuration for Claude and Cursor, and one for VS Code", () => {
    expect(blocks.some((block) => block.includes("mcpServers"))).toBe(true);
    expect(blocks.some((block) => block.includes('"servers"'))).toBe(true);
  });
});

it("each tool names a command that exists, if any", () => {
  const known = new Set<string>(commands.map(({ name }) => name));
  const named = tools.flatMap(({ command }) => command ?? []);

  expect(named.filter((command) => !known.has(command))).toEqual([]);
});
