import type { InstanceReport } from "@huntkit/catalog";
import type { HuntClient } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import type { TerminalText } from "@huntkit/core/escape";
import { writePrivateFile } from "@huntkit/core/files";
import { escapeForTerminal, escapeLines, joinText, padText, terminalText } from "../../../output/escape.js";
import type { Output } from "../../../output/output.js";
import type { Context } from "../../../program/context.js";
import { UsageError } from "../../../program/errors.js";
import { readText } from "../../../program/files.js";
import { parseJson } from "../../../program/json-text.js";
import { startSandboxProcess } from "../../sandbox/program.js";
import { collectReport } from "./collect-report.js";
import { assumptionTexts } from "./assumptions.js";
import { compareReports, type Difference } from "./compare-reports.js";

/** Describes an instance, and writes the description to the file in `--report`, if it is set. */
export async function describeInstance(
  { options, progress, signal, out }: Context<object, { readonly report?: string | undefined }>,
  client: HuntClient,
): Promise<InstanceReport> {
  const bar = progress("Reading models", "models");
  const onProgress = (done: number, total: number): void => bar.update(done, total);
  const report = await collectReport(client, { signal, onProgress }).finally(bar.stop);
  if (options.report !== undefined) {
    await writePrivateFile(options.report, `${JSON.stringify(report, null, 2)}\n`);
    out.note(
      `✓ Wrote ${options.report}. It contains routes, field names, and types of values, but no data. Review it before you share it.`,
    );
  }
  return report;
}

/**
 * Reads a description that `--report` wrote.
 *
 * @throws {UsageError} if the file cannot be read or is not such a description
 */
export async function readReport(path: string): Promise<InstanceReport> {
  const data = await parseJson(await readText(path, "--from"), path);
  if (typeof data === "object" && data !== null && "report" in data && data.report === 1)
    return data as InstanceReport;
  throw new UsageError(
    `${path}, the file for --from, is not a description of an instance.`,
    "Create one with `hunt doctor --report`.",
  );
}

/** Compares an instance with a new sandbox, which is stopped afterwards. */
export async function compareWithSandbox(
  { connect, progress, signal }: Context,
  report: InstanceReport,
): Promise<Difference[]> {
  const bar = progress("Reading the sandbox", "models");
  const sandbox = await startSandboxProcess();
  try {
    const client = await connect({ instance: sandbox.url, token: sandbox.adminToken });
    const onProgress = (done: number, total: number): void => bar.update(done, total);
    return compareReports(report, await collectReport(client, { signal, onProgress }));
  } finally {
    bar.stop();
    sandbox.stop();
  }
}

/** Formats differences for a terminal. */
export function showDifferences(differences: readonly Difference[], { colors }: Output): TerminalText {
  if (differences.length === 0) return escapeLines("The sandbox does not differ from the instance.\n");
  const width = Math.min(40, Math.max(...differences.map(({ subject }) => subject.length)));
  const lines = differences.map(({ kind, subject, instance, sandbox }) => {
    const group = colors.dim(padText(escapeForTerminal(kind), 11));
    const name = padText(escapeForTerminal(subject), width);
    const [open, close] = [colors.dim(escapeForTerminal("(sandbox:")), colors.dim(escapeForTerminal(")"))];
    const line = terminalText`${group}${name}  ${escapeForTerminal(instance)} ${open} ${escapeForTerminal(sandbox)}${close}\n`;
    const text = kind === "assumption" ? assumptionTexts[subject as keyof typeof assumptionTexts] : "";
    return text === "" ? line : joinText([line, escapeLines(`  ${text}\n`)]);
  });
  const headline = terminalText`The sandbox differs from the instance (${escapeForTerminal(formatCount(differences.length, "difference"))}):\n`;
  return joinText([headline, ...lines]);
}
