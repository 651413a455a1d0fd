import { defineCommand } from "../../program/definition.js";
import { mcpOptions } from "./flags.js";

export default defineCommand({
  description: `Start an MCP server, which an AI assistant uses to read from HUNT. The server reads requests from stdin, and writes responses to stdout. Your assistant starts it: see https://github.com/huntkit/huntkit/blob/main/docs/mcp.md.

All tools are read-only by default. \`--allow-writes\` adds tools that change HUNT. Except for comments, they first return a preview, and then change exactly the records of the preview. With \`responses\`, an assistant can run any response extension, such as one that deletes a file or runs a command. Those that isolate a host also require \`isolation\`.

The token is never in a response.`,
  options: mcpOptions,
  examples: [
    { line: "hunt mcp", does: "Start a read-only server for the current profile" },
    {
      line: "hunt mcp --allow-writes alerts,comments",
      does: "Also let the assistant archive alerts and comment on them",
    },
    { line: "hunt mcp --profile lab --allow-writes scans", does: "Use another profile, and allow scans" },
  ],
  decides: true,
  async run(context) {
    const { serve } = await import("./serve.js");
    await serve(context);
  },
});
