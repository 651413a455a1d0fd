import { error, info, notice, warning } from "@actions/core";
import {
  escapeForTerminal,
  markdown,
  toMarkdown,
  toMarkdownCode,
  type MarkdownText,
  type TerminalText,
} from "@huntkit/core/escape";
import { formatNumber, type ErrorCode } from "@huntkit/toolkit";
import { appendFileSync } from "node:fs";
import type { Finding } from "./finding.js";
import { redactTokens } from "./hidden-tokens.js";

const annotations = { notice, warning, error };

/** Level of an annotation. */
export type AnnotationLevel = keyof typeof annotations;

const maxMessageLength = 3_000;

/** Escapes a message, and appends its code, which the docs explain. */
function addCode(message: string, code: ErrorCode | null): TerminalText {
  const shown = redactTokens(message);
  return escapeForTerminal(code === null ? shown : `${escapeForTerminal(shown)} (${code})`, maxMessageLength);
}

/** Escapes a message, and adds it to the log as one line. */
export function logInfo(message: string): void {
  info(escapeForTerminal(redactTokens(message)));
}

/** Escapes a message, and adds it as an annotation. An error fails the step. */
export function report(
  level: AnnotationLevel,
  message: string,
  code: ErrorCode | null,
  title?: string,
): void {
  annotations[level](addCode(message, code), title ? { title: escapeForTerminal(redactTokens(title)) } : {});
  if (level === "error") process.exitCode = 1;
}

/** Adds an annotation, or a line to the log for the level `info`. An error fails the step. */
export function annotate({ level, title, message, advice, code }: Finding): void {
  if (level === "info") logInfo(`${title}. ${message} ${advice}`.trim());
  else report(level, `${message} ${advice}`.trim(), code, title);
}

/** Maximum number of annotations of one level that GitHub shows for a step (GitHub Docs, "Workflow commands"). */
const maxAnnotations = 10;

/**
 * Adds one annotation per finding. If there are more than GitHub shows, the last one has the number of the others.
 *
 * @param noun plural for the findings
 */
export function annotateEach(findings: readonly Finding[], total: number, noun: string): void {
  const [first] = findings;
  if (!first) return;
  const shown = total > maxAnnotations ? findings.slice(0, maxAnnotations - 1) : findings;
  for (const finding of shown) annotate(finding);
  const more = total - shown.length;
  if (more > 0)
    annotate({
      level: first.level,
      title: `${formatNumber(more)} more ${noun}`,
      message: `GitHub shows at most ${maxAnnotations} annotations of one level for a step.`,
      advice: "",
      code: "ACTION_MORE_FINDINGS",
    });
}

/**
 * Adds a failure as an annotation and, with the same text, as a section of the job summary. The step fails.
 */
export function reportFailure(failure: Omit<Finding, "level">, env: NodeJS.ProcessEnv): void {
  annotate({ ...failure, level: "error" });
  addFailureSection(failure, env);
}

/** Adds a section with the text of an annotation to the job summary. */
export function addFailureSection(
  { title, message, advice, code }: Omit<Finding, "level">,
  env: NodeJS.ProcessEnv,
): void {
  const text = toMarkdownCode(addCode(`${message} ${advice}`.trim(), code), maxMessageLength);
  addToSummary(markdown`### ❌ ${formatHeading(title)}\n\n${text}\n\n`, env);
}

/** Formats a title as code if it has special characters, because it may contain the path of a request. */
function formatHeading(title: string): MarkdownText {
  const heading = title || "The step failed";
  return /^[A-Za-z0-9 ,.'()-]+$/.test(heading) ? toMarkdown(heading) : toMarkdownCode(heading);
}

/** Adds a section to the job summary, if the runner has one. Warns if the file cannot be written. */
export function addToSummary(section: MarkdownText, env: NodeJS.ProcessEnv): void {
  const file = env["GITHUB_STEP_SUMMARY"];
  if (!file) return;
  try {
    // Loading node:fs/promises would take longer than everything else after the check.
    appendFileSync(file, redactTokens(section));
  } catch (failure) {
    const message = `Could not write the job summary: ${(failure as Error).message}`;
    report("warning", message, "ACTION_SUMMARY_NOT_WRITTEN");
  }
}
