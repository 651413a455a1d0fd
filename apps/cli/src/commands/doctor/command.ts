import type { TerminalText } from "@huntkit/core/escape";
import { escapeForTerminal, escapeLines, joinText, padText, terminalText } from "../../output/escape.js";
import type { Output } from "../../output/output.js";
import { wrapLines, type Terminal } from "../../output/terminal.js";
import { defineCommand } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { booleanFlag, fileFlag } from "../../program/flags.js";
import type { Finding } from "./finding.js";

const indent = " ".repeat(15);
const signs = { ok: "✓", warning: "!", failed: "✗", skipped: "-" } as const;
const paints = { ok: "green", warning: "yellow", failed: "red", skipped: "dim" } as const;

export default defineCommand({
  description:
    "Checks everything between this machine and HUNT in order: credentials, proxy, DNS, TLS, API, clock, and token. For each check, it reports the result, and what to do about a problem. Without a token, it checks as much as it can.\n\nWith `--report`, it also writes a description of the instance: its version, routes, field names, kinds of values, and which of our assumptions about HUNT hold. The report contains no values, names, or IDs. Only requests that read are sent. Attach it to an issue to show us what we cannot see, or start a sandbox like your instance with `hunt sandbox --like`.",
  options: {
    report: fileFlag("file", "Write a redacted description of the instance to this file"),
    compare: booleanFlag("Show where the sandbox differs from the instance"),
    from: fileFlag("file", "With --compare: read the description from this file instead of an instance"),
  },
  examples: [
    { line: "hunt doctor", does: "Find the cause of a problem" },
    { line: "hunt doctor --instance acme --json", does: "Check the connection to an instance, for a report" },
    { line: "hunt doctor --report instance.json", does: "Describe an instance, without its data" },
    { line: "hunt doctor --compare", does: "Show where the sandbox differs from an instance" },
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
      differences: {
        type: "array",
        description: "With --compare: where the sandbox differs from the instance.",
        items: {
          type: "object",
          required: ["kind", "subject", "instance", "sandbox"],
          properties: {
            kind: { enum: ["model", "field", "type", "route", "assumption"] },
            subject: { type: "string" },
            instance: { type: "string" },
            sandbox: { type: "string" },
          },
        },
      },
    },
  },
  async run(context) {
    const { out, options } = context;
    const { compareWithSandbox, readReport, describeInstance, showDifferences } =
      await import("./report/run-report.js");
    if (options.from !== undefined) {
      if (!options.compare)
        throw new UsageError("--from has no effect without --compare.", "Add --compare, or remove --from.");
      const differences = await compareWithSandbox(context, await readReport(options.from));
      await out.data({ instance: null, checks: [], differences }, () => showDifferences(differences, out));
      return 0;
    }
    const { runChecks } = await import("./run.js");
    const { instance, results, client } = await runChecks(context);
    const checks = results.map(({ check, verdict, finding, remedy }): Finding => ({
      check,
      verdict,
      finding,
      remedy,
    }));
    const wantsReport = options.report !== undefined || options.compare;
    const report = wantsReport && client ? await describeInstance(context, client) : undefined;
    const differences = report && options.compare ? await compareWithSandbox(context, report) : undefined;
    await out.data({ instance, checks, ...(differences && { differences }) }, () =>
      joinText([
        ...checks.map((check) => showFinding(check, out)),
        ...(differences ? [escapeLines("\n"), showDifferences(differences, out)] : []),
      ]),
    );
    if (wantsReport && !client) out.note("The instance was not described, because a check failed.");
    return results.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0;
  },
});

function showFinding(
  { check, verdict, finding, remedy }: Finding,
  { colors, terminal }: Output,
): TerminalText {
  const sign = colors[paints[verdict]](escapeForTerminal(signs[verdict]));
  const name = padText(escapeForTerminal(check), 13);
  const line = terminalText`${sign} ${name}${escapeForTerminal(finding)}\n`;
  return remedy === "" ? line : joinText([line, indentLines(remedy, terminal)]);
}

function indentLines(text: string, terminal: Terminal): TerminalText {
  const width = terminal.width - indent.length;
  const lines = wrapLines(escapeForTerminal(text), { ...terminal, width }).split("\n");
  return escapeLines(lines.map((line) => `${indent}${line}\n`).join(""));
}
