/**
 * Characters that move the cursor, end a line, reorder text or hide in it: C0 and C1 controls, line and paragraph
 * separators, zero-width and bidirectional marks (Unicode TR 36, "Trojan Source").
 */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * One harmless line of what somebody else wrote: a server's message, a host name, a description. Invisible and
 * control characters become visible escapes (`\n`, `\u001b`), long text is cut.
 *
 * @param text what to make harmless
 * @param limit the most characters to keep, 500 unless told
 */
export function escapeToSingleLine(text: string, limit = 500): string {
  const kept = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return kept.replace(
    unsafe,
    (char) => named[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Text that others wrote, made harmless for a terminal and for the log of GitHub's runner, which takes `::` at the start of a
 * line and `##[` anywhere for commands: one line, cut after 2,000 characters.
 */
export function escapeLogLine(text: string): string {
  return escapeToSingleLine(text, 2_000)
    .replaceAll("##[", "## [")
    .replace(/^\s*::/, ": :");
}

/**
 * Text that others wrote, as a Markdown code span for a table's cell. Nothing in a code span is Markdown, HTML, a link or
 * a mention (CommonMark 6.1), and its fence is longer than any run of backticks within. A broken bar stands in for `|`,
 * which would end the cell: parsers disagree on how to escape one behind a backslash.
 *
 * @param text what to show; of blanks alone nothing is shown
 * @param limit the most characters to keep, 200 unless told
 */
export function toMarkdownCode(text: string, limit = 200): string {
  const line = escapeToSingleLine(text, limit).replaceAll("|", "¦");
  if (line.trim() === "") return "";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Whether a text has the form of a UUID (RFC 9562), in either case; of which version it is does not matter. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}
