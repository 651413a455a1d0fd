import type { CallToolResult, ServerContext } from "@modelcontextprotocol/server";
import { escapeToSingleLine, toSafeJson } from "@huntkit/core/escape";
import { explainForAssistant } from "./explain-for-assistant.js";
import type { Session } from "./session.js";
import type { Answer, Call, Tool } from "./tool.js";
import { dataNotice } from "./tool-schemas.js";

/**
 * Runs a tool, and returns its result or its error. Data of HUNT is JSON between two tags that it cannot contain,
 * so text in it cannot be mistaken for text of the server.
 */
export async function callTool(
  tool: Tool,
  input: Record<string, unknown>,
  session: Session,
  { mcpReq }: Pick<ServerContext, "mcpReq">,
): Promise<CallToolResult> {
  if (session.containsToken(input))
    return toErrorResult("CLI_USAGE: The arguments contain the HUNT token. Remove it.");
  const { client } = session;
  const signal = AbortSignal.any([session.signal, mcpReq.signal]);
  const { ["_meta"]: { progressToken } = {} } = mcpReq;
  const call: Call = {
    ...session,
    signal,
    readTime: () => client.serverTime({ signal }),
    reportProgress: (percent, message) => {
      if (progressToken === undefined) return;
      const params = { progressToken, progress: percent, total: 100, message: session.clean(message) };
      void mcpReq.notify({ method: "notifications/progress", params }).catch(() => {});
    },
  };
  const warnings: string[] = [];
  try {
    const answer = await session.collectWarnings(warnings, () => tool.run(input, call));
    return toResult(answer, session, warnings);
  } catch (error) {
    signal.throwIfAborted();
    return toErrorResult(session.clean(await explainForAssistant(error, client)));
  }
}

function toResult({ summary, data }: Answer, { client, clean }: Session, warnings: string[]): CallToolResult {
  const cleaned = { warnings: clean(warnings), ...clean(data) };
  const text = [summary, dataNotice, "<hunt-data>", escapeTags(toSafeJson(cleaned)), "</hunt-data>"].join(
    "\n",
  );
  return {
    content: [{ type: "text", text }],
    structuredContent: { instance: client.instance.name, notice: dataNotice, ...cleaned },
  };
}

function toErrorResult(message: string): CallToolResult {
  const lines = message.split("\n").map((line) => escapeToSingleLine(line, 2_000));
  return { isError: true, content: [{ type: "text", text: escapeTags(lines.join("\n")) }] };
}

/** In JSON, `\u003c` is the same character. */
function escapeTags(text: string): string {
  return text.replaceAll("<", String.raw`\u003c`);
}
