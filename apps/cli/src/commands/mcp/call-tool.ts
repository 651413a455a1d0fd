import type { CallToolResult, ServerContext } from "@modelcontextprotocol/server";
import { escapeToSingleLine, toSafeJson } from "@huntkit/core/escape";
import { explainForAssistant, type Failure } from "./explain-for-assistant.js";
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
    return toErrorResult({ summary: "CLI_USAGE: The arguments contain the HUNT token. Remove it." }, session);
  const { client } = session;
  const signal = AbortSignal.any([session.signal, mcpReq.signal]);
  const { ["_meta"]: { progressToken } = {} } = mcpReq;
  const call: Call = {
    ...session,
    signal,
    readTime: () => client.serverTime({ signal }),
    reportProgress: (percent) => {
      if (progressToken === undefined) return;
      const params = { progressToken, progress: percent, total: 100 };
      void mcpReq.notify({ method: "notifications/progress", params }).catch(() => {});
    },
  };
  const warnings: string[] = [];
  try {
    const answer = await session.collectWarnings(warnings, () => tool.run(input, call));
    return toResult(answer, session, warnings);
  } catch (error) {
    signal.throwIfAborted();
    return toErrorResult(await explainForAssistant(error, client), session);
  }
}

function toResult({ summary, data }: Answer, { client, clean }: Session, warnings: string[]): CallToolResult {
  const cleaned = { warnings: clean(warnings), ...clean(data) };
  return {
    content: [{ type: "text", text: formatText(clean(summary), cleaned) }],
    structuredContent: { instance: client.instance.name, notice: dataNotice, ...cleaned },
  };
}

function toErrorResult({ summary, details }: Failure, { clean }: Session): CallToolResult {
  const text = formatText(clean(summary), details && clean(details));
  return { isError: true, content: [{ type: "text", text }] };
}

/** Formats text of the program, and data of HUNT after the notice. */
function formatText(summary: string, data: object | undefined): string {
  const lines = summary.split("\n").map((line) => escapeToSingleLine(line, 2_000));
  const text = escapeTags(lines.join("\n"));
  if (data === undefined) return text;
  return [text, dataNotice, "<hunt-data>", escapeTags(toSafeJson(data)), "</hunt-data>"].join("\n");
}

/** In JSON, `\u003c` is the same character. */
function escapeTags(text: string): string {
  return text.replaceAll("<", String.raw`\u003c`);
}
