import type { Change } from "@huntkit/core";
import type { TerminalText } from "@huntkit/core/escape";
import { structuredPatch } from "diff";
import type { Colors } from "../../output/terminal.js";
import { escapeForTerminal, formatCell, joinText, terminalText } from "../../output/escape.js";
import type { SourcePlan } from "./source-kinds.js";

/** Formats what a push would do: each new, changed, or conflicting source, and the differences of the changed ones. */
export function formatPlan(
  { create, update, unchanged, conflicts, globals = [] }: SourcePlan,
  colors: Colors,
): TerminalText {
  const lines = [
    ...globals.map(({ name, type }) =>
      colors.green(terminalText`+ variable ${escapeForTerminal(name)} (${escapeForTerminal(type)})`),
    ),
    ...create.map((source) => colors.green(terminalText`+ new      ${formatSource(source)}`)),
    ...update.flatMap(({ source, changes }) => [
      colors.yellow(terminalText`~ changed  ${formatSource(source)}`),
      ...changes.flatMap((change) => formatChange(change, colors)),
    ]),
    ...conflicts.map(({ message }) => colors.red(terminalText`! conflict ${escapeForTerminal(message)}`)),
    ...(unchanged.length > 0 ? [colors.dim(terminalText`= ${unchanged.length} unchanged`)] : []),
  ];
  return joinText(lines.map((line) => terminalText`${line}\n`));
}

/** Summarizes what a push would do: `1 new, 2 changed`. */
export function summarizePlan({ create, update, globals = [] }: SourcePlan): string {
  const counts = [
    [create.length, "new"],
    [update.length, "changed"],
    [globals.length, globals.length === 1 ? "variable" : "variables"],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

function formatSource({
  name,
  path,
}: {
  readonly name: string;
  readonly path: string | undefined;
}): TerminalText {
  return escapeForTerminal(path === undefined ? name : `${name}  ${path}`);
}

function formatChange({ part, before, after }: Change, colors: Colors): TerminalText[] {
  if (
    typeof before === "string" &&
    typeof after === "string" &&
    (part === "body" || before.includes("\n") || after.includes("\n"))
  )
    return diffBodies(before, after, colors);
  const [from, to] = [before, after].map((value) => formatCell(formatCell(value) || "(none)"));
  return [terminalText`    ${escapeForTerminal(part)}: ${from!} → ${to!}`];
}

/** Compares line by line. Line endings are ignored, because Git changes them on Windows. */
function diffBodies(before: string, after: string, colors: Colors): TerminalText[] {
  const plain = (text: string): string => `${text.replaceAll("\r\n", "\n").trimEnd()}\n`;
  const { hunks } = structuredPatch("", "", plain(before), plain(after), undefined, undefined, {
    context: 3,
  });
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    colors.cyan(terminalText`    @@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
    ...lines.map((line) => {
      const text = terminalText`    ${escapeForTerminal(line)}`;
      if (line.startsWith("+")) return colors.green(text);
      return line.startsWith("-") ? colors.red(text) : text;
    }),
  ]);
}
