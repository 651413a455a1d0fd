import { stripVTControlCharacters } from "node:util";
import type { Alert } from "@huntkit/core";
import type { ActionRun } from "@huntkit/test-kit";
import { Marked } from "marked";
import { markedTerminal } from "marked-terminal";
import colors from "picocolors";
import wrap from "wrap-ansi";

const width = Math.min(process.stdout.columns ?? 100, 100);
const withoutLines = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
const tableOptions = { style: { head: [], border: [] }, chars: withoutLines };
const markdown = new Marked(
  markedTerminal({
    width: width - 4,
    reflowText: true,
    emoji: false,
    showSectionPrefix: false,
    heading: colors.bold,
    tableOptions,
  }) as object,
);

const paint = { notice: colors.blue, warning: colors.yellow, error: colors.red };

/** Colors the first word of an annotation, as GitHub's log does. */
const paintPrefix = (line: string) =>
  line.replace(/^(Notice|Warning|Error)(?=: )/, (word) =>
    paint[word.toLowerCase() as keyof typeof paint](word),
  );

const print = (text = "") => void process.stdout.write(`${text}\n`);
const indent = (text: string) => text.replaceAll(/^(?=.)/gm, "  ");
const heading = (text: string) =>
  print(`\n${colors.bold(text)} ${colors.dim("─".repeat(Math.max(0, width - text.length - 1)))}`);
const label = (text: string) => print(`\n${colors.dim(text)}`);

/**
 * Renders a job summary for the terminal. marked-terminal replaces the colons of code in a header row and does
 * not restore them, so another character of the same width is used. It also ignores NO_COLOR.
 */
function renderMarkdown(text: string): string {
  const rendered = markdown
    .parse(text.replaceAll(":", "\ua789"), { async: false })
    .replaceAll("\ua789", ":")
    .trim();
  return colors.isColorSupported ? rendered : stripVTControlCharacters(rendered);
}

export function showStart(url: string): void {
  print(
    `${colors.bold("huntkit")}: a HUNT API token expires after one year. This demo shows what a maintainer sees.`,
  );
  print(
    `The sandbox, an embedded HUNT instance, runs at ${colors.cyan(url)}, and the action runs as on GitHub.`,
  );
}

/** Prints a step: its inputs, log, annotations, summary, and outputs. */
export function showRun(title: string, inputs: Record<string, string>, run: ActionRun): void {
  heading(title);
  label("workflow");
  print("  - uses: huntkit/huntkit@v1");
  print("    with:");
  for (const [name, value] of Object.entries(inputs))
    print(`      ${name}: ${run.masks.includes(value) ? "***" : value}`);
  label("log");
  for (const line of run.log.filter((text) => text !== "")) print(indent(paintPrefix(wrap(line, width - 2))));
  label(`annotations${run.annotations.length === 0 ? ": none" : ""}`);
  for (const { level, title: subject } of run.annotations) print(`  ${paint[level](`${level}: ${subject}`)}`);
  label("job summary");
  print(indent(renderMarkdown(run.summary)));
  label("outputs");
  for (const [name, value] of Object.entries(run.outputs)) print(`  ${name}=${value}`);
  print(
    `\n  ${run.exitCode === 0 ? colors.green("✔ the step passes") : colors.red(`✖ the step fails (exit code ${run.exitCode})`)}`,
  );
}

export function showAlerts(title: string, alerts: Alert[]): void {
  heading(title);
  label("the newest critical alerts");
  for (const { createdOn, severity, hostname, name } of alerts) {
    print(
      `  ${createdOn?.slice(0, 16).replace("T", " ")}  ${colors.red(severity ?? "")}  ${hostname?.padEnd(16)}  ${name}`,
    );
  }
}

export function showEnd(): void {
  heading("Done");
  print("All processes were stopped. Next, read README.md, or start a sandbox:");
  print(colors.cyan("  npm run sandbox"));
}
