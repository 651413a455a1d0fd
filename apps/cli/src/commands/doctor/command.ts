import type { Finding } from "./finding.js";
import { escapeForTerminal } from "../../output/escape.js";
import { wrapLines } from "../../output/terminal.js";
import { defineCommand } from "../../program/definition.js";

const indent = " ".repeat(15);
const signs = { ok: "✓", warning: "!", failed: "✗", skipped: "-" } as const;
const paints = { ok: "green", warning: "yellow", failed: "red", skipped: "dim" } as const;

export default defineCommand({
  description:
    "Checks everything between this machine and HUNT in order: credentials, proxy, DNS, TLS, API, clock, and token. For each check, it reports the result, and what to do about a problem. Without a token, it checks as much as it can.",
  examples: [
    { line: "hunt doctor", does: "Find the cause of a problem" },
    { line: "hunt doctor --instance acme --json", does: "Check the connection to an instance, for a report" },
  ],
  schema: {
    title: "Results of hunt doctor",
    type: "object",
    required: ["instance", "checks"],
    properties: {
      instance: { type: ["string", "null"] },
      checks: {
        type: "array",
        items: {
          type: "object",
          required: ["check", "verdict", "finding", "remedy"],
          properties: {
            check: { enum: ["credentials", "proxy", "dns", "tls", "api", "clock", "token"] },
            verdict: { enum: ["ok", "warning", "failed", "skipped"] },
            finding: { type: "string" },
            remedy: { type: "string", description: "Empty if there is nothing to do." },
          },
        },
      },
    },
  },
  async run(context) {
    const { out } = context;
    const { runChecks } = await import("./run.js");
    const { instance, results } = await runChecks(context);
    const checks = results.map(({ check, verdict, finding, remedy }): Finding => ({
      check,
      verdict,
      finding,
      remedy,
    }));
    await out.data({ instance, checks }, () =>
      checks
        .map(({ check, verdict, finding, remedy }) => {
          const line = `${out.colors[paints[verdict]](signs[verdict])} ${check.padEnd(13)}${escapeForTerminal(finding)}\n`;
          return remedy === ""
            ? line
            : `${line}${indent}${wrapLines(escapeForTerminal(remedy), { ...out.terminal, width: out.terminal.width - indent.length }).replaceAll("\n", `\n${indent}`)}\n`;
        })
        .join(""),
    );
    return results.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
  },
});
