import { escapeToSingleLine } from "@huntkit/core";

/**
 * Escapes untrusted text for a terminal and for the log of GitHub's runner, which reads `::` at the start of a line and `##[`
 * anywhere as commands. The result is one line of at most 2,000 characters.
 */
export function escapeLogLine(text: string): string {
  return escapeToSingleLine(text, 2_000)
    .replaceAll("##[", "## [")
    .replace(/^\s*::/, ": :");
}

/**
 * Writes untrusted text as a Markdown code span for the cell of a table. Nothing in a code span is Markdown, HTML, a link, or
 * a mention (CommonMark 6.1), and the fence is longer than any run of backticks in the text. A broken bar replaces `|`, which
 * would end the cell: parsers disagree on how to escape one after a backslash.
 *
 * @param limit maximum number of characters to keep. Default: 200.
 * @returns an empty string if the text is blank
 */
export function toMarkdownCode(text: string, limit = 200): string {
  const line = escapeToSingleLine(text, limit).replaceAll("|", "¦");
  if (line.trim() === "") return "";
  const runLengths = (line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = "`".repeat(Math.max(0, ...runLengths) + 1);
  const pad = /^[` ]|[` ]$/.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Formats text that contains no Markdown, such as bars, as a block. */
export function formatMarkdownBlock(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\`\n`;
}

/** Formats a Markdown table. Cells are Markdown as well, so escape untrusted text with {@link toMarkdownCode}. */
export function formatMarkdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const [head = "", ...lines] = [heads, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [head, `|${"---|".repeat(heads.length)}`, ...lines, ""].join("\n");
}
