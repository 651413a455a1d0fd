import { escapeToSingleLine, type MarkdownText } from "./escape-text.js";

/**
 * Formats untrusted text as a Markdown code span, which is also safe in a table cell. Nothing in a code span
 * is Markdown, HTML, a link, or a mention (CommonMark 6.1), and the fence is longer than any run of backticks
 * in the text. A broken bar replaces `|`, which would end the cell, because parsers disagree on how to escape
 * it after a backslash.
 *
 * @param limit maximum number of UTF-16 code units to keep. Default: 200.
 * @returns an empty string if the text is blank
 */
export function toMarkdownCode(text: string, limit = 200): MarkdownText {
  const line = escapeToSingleLine(text, limit).replaceAll("|", "¦");
  if (line.trim() === "") return "" as MarkdownText;
  const fence = createFence(line, 1);
  const pad = /^[` ]|[` ]$/.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}` as MarkdownText;
}

/** Formats text as a code block, and keeps its line breaks. Nothing in it is Markdown (CommonMark 4.5). */
export function formatMarkdownBlock(text: string): MarkdownText {
  const fence = createFence(text, 3);
  const lines = text.split("\n").map((line) => escapeToSingleLine(line, 10_000));
  return `${fence}text\n${lines.join("\n")}\n${fence}\n` as MarkdownText;
}

/** Formats a table. The heads are text of the program. Escape untrusted cells with {@link toMarkdownCode}. */
export function formatMarkdownTable(
  heads: readonly string[],
  rows: readonly (readonly MarkdownText[])[],
): MarkdownText {
  const [head = "", ...lines] = [heads, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [head, `|${"---|".repeat(heads.length)}`, ...lines, ""].join("\n") as MarkdownText;
}

/**
 * Builds Markdown, as a template tag. The literal parts are kept. Each value must already be Markdown, which
 * the type enforces.
 *
 * @example markdown`Token ${toMarkdownCode(description)} expires ${3} days from now.`
 */
export function markdown(
  parts: TemplateStringsArray,
  ...values: readonly (MarkdownText | number)[]
): MarkdownText {
  return parts.reduce((text, part, index) => `${text}${values[index - 1]}${part}`) as MarkdownText;
}

/** Marks text of the program as Markdown. Use {@link toMarkdownCode} for untrusted text. */
export function toMarkdown(text: string | number): MarkdownText {
  return String(text) as MarkdownText;
}

function createFence(text: string, minLength: number): string {
  const runs = text.match(/`+/g) ?? [];
  return "`".repeat(Math.max(minLength, ...runs.map((run) => run.length + 1)));
}
