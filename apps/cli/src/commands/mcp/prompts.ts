import type { McpServer } from "@modelcontextprotocol/server";
import * as z from "zod/mini";
import { described, text } from "./inputs.js";
import { toInputSchema } from "./tool-schemas.js";

/** Registers the prompts, which users choose in their client. */
export function registerPrompts(server: McpServer): void {
  const triage = z.object({
    since: described(
      z.optional(z.string()),
      "Start of the period: 24h, 7d, or an ISO 8601 time. Default: 24h",
    ),
  });
  server.registerPrompt(
    "triage_alerts",
    {
      title: "Triage alerts",
      description: "Summarize the open alerts of a period, and propose what to do about each group of them.",
      argsSchema: toInputSchema(triage),
    },
    (args) => {
      const { since } = args as z.output<typeof triage>;
      return ask(
        `Triage the open HUNT alerts since ${quote(since ?? "24h")}. Start with summarize_alerts. Then read the critical and ` +
          "high alerts with list_alerts and get_alert. Group alerts with the same cause. For each group, give the severity, the " +
          "hosts, the evidence (with the IDs of the alerts), and a proposal: investigate, respond, or archive as a false " +
          "positive. Say what you are unsure about. Do not change anything.",
      );
    },
  );
  const host = z.object({ host: text("Host name or IP address") });
  server.registerPrompt(
    "investigate_host",
    {
      title: "Investigate a host",
      description: "Collect the records of a host in HUNT: its agent, its alerts, and its recent scans.",
      argsSchema: toInputSchema(host),
    },
    (args) => {
      const { host: name } = args as z.output<typeof host>;
      return ask(
        `Investigate the host ${quote(name)} in HUNT. Read its agent with get_agent, its alerts of the last 30 days in any state with ` +
          "list_alerts, and those of high and critical severity with get_alert. Write a timeline in UTC, an assessment, and the " +
          "next steps. Say what the data does not show. Do not change anything.",
      );
    },
  );
}

function ask(question: string) {
  return { messages: [{ role: "user" as const, content: { type: "text" as const, text: question } }] };
}

/** Quotes an argument as JSON, so it cannot continue the prompt. */
function quote(argument: string): string {
  return JSON.stringify(argument.slice(0, 200));
}
