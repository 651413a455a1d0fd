import { singleLine } from "@huntkit/core";

/**
 * What others wrote, as a Markdown code span for a table's cell. Nothing in a code span is Markdown, HTML, a link or
 * a mention (CommonMark 6.1), and its fence is longer than any run of backticks within. A broken bar stands in for `|`,
 * which would end the cell: parsers disagree on how to escape one behind a backslash.
 */
export function code(text: string): string {
  const line = singleLine(text, 200).replaceAll("|", "¦");
  if (line.trim() === "") return "";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}
