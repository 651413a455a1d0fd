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
    "Diagnose connection and token problems. The command checks the credentials, the proxy, DNS, TLS, " +
    "the API, the clock, and the token, in this order. For each problem, it shows what to do. Without " +
    "a token, it runs the other checks.\n\nWith `--report`, it also writes a description of the " +
    "instance: its version, routes, field names, types of values, and which assumptions of huntkit are " +
    "true. The report contains no values, names, or IDs, and the command only reads. You can attach " +
    "the report to an issue, or start a similar sandbox with `hunt sandbox --like`.",
  options: {
    report: fileFlag("file", "Write a description of the instance, without its data, to this file"),
    compare: booleanFlag("Show where the sandbox differs from the instance"),
    from: fileFlag("file", "With --compare, read the description from this file instead of an instance"),
  },
  examples: [
    { line: "hunt doctor", does: "Diagnose the current instance and token" },
    { line: "hunt doctor --instance acme --json", does: "Diagnose another instance, and print JSON" },
    {
      line: "hunt doctor --report instance.json",
      does: "Write a description of the instance, without its data",
    },
    { line: "hunt doctor --compare", does: "Show how the sandbox differs from the instance" },
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
            remedy: { type: "string", description: "What to do. Empty if there is nothing to do." },
          },
        },
      },
      differences: {
        type: "array",
        description: "Differences between the sandbox and the instance. Only with --compare.",
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
    if (wantsReport && !client) out.note("No description was created, because a check failed.");
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
