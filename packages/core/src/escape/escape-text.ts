/**
 * Escaping of untrusted text, such as the name of a host or the message of a server. There is one function
 * for each kind of output, and its result has its own type. An output that accepts only this type does not
 * compile with a raw string.
 */

declare const output: unique symbol;

/** Text that is escaped for one kind of output. */
export type Escaped<Output extends string> = string & { readonly [output]: Output };

/** Text for a terminal or the log of a CI system. It may contain line breaks and the program's own colors. */
export type TerminalText = Escaped<"terminal">;

/** Markdown, or text in Markdown. */
export type MarkdownText = Escaped<"markdown">;

/**
 * Characters that move the cursor, end a line, reorder text, or are invisible: controls, line and paragraph
 * separators, halves of surrogate pairs, and what Unicode lists as ignorable, which includes zero-width and
 * bidirectional marks, tags, and Hangul fillers (Unicode TR 36 and TR 44). The selector that makes an emoji
 * colored is kept.
 */
const unsafe = String.raw`(?<!\p{Emoji})[\ufe0e\ufe0f]|[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufff9-\ufffb\u{1d159}\u2800]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}`;

/** Everything except ASCII, Latin letters, and bars. Without these characters, only controls are unsafe. */
const rare = /[\u0080-\u00a0\u00ad\u0250-\u24ff\u2600-\uffff]/;
const control = /[^ -~\u00a1-\uffff]/g;

/** Created for the first text that needs it, because V8 looks up Unicode properties even in an unused literal. */
let unsafePattern: RegExp | undefined;

function replaceUnsafe(text: string, replace: (char: string) => string): string {
  const pattern = rare.test(text) ? (unsafePattern ??= new RegExp(unsafe, "gu")) : control;
  return text.replace(pattern, replace);
}

const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Escapes untrusted text to one line. Invisible and control characters become visible escapes (`\n`,
 * `\u001b`), and long text is truncated.
 *
 * @param limit maximum number of UTF-16 code units to keep. Default: 500.
 */
export function escapeToSingleLine(text: string, limit = 500): string {
  return replaceUnsafe(truncate(text, limit), (char) => named[char] ?? escapeCharacter(char));
}

function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const isInPair = /[\ud800-\udbff]/.test(text.charAt(limit - 1));
  return `${text.slice(0, isInPair ? limit - 1 : limit)}…`;
}

function escapeCharacter(char: string): string {
  const code = char.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

/**
 * Escapes untrusted text to one line for a terminal and for the log of a CI system. CI systems execute
 * commands in a log: GitHub's runner `::name::` at the start of a line and `##[name]` anywhere, Azure
 * Pipelines `##vso[...]`, and TeamCity `##teamcity[...]`. Those of GitLab and Jenkins contain control characters.
 * A colon after a space is also escaped, because a program such as Terraform might break the line there.
 *
 * @param limit maximum number of UTF-16 code units to keep. Default: 2000.
 */
export function escapeForTerminal(text: string, limit = 2_000): TerminalText {
  return escapeToSingleLine(text, limit)
    .replace(/##(\w*)\[/g, "##$1 [")
    .replace(/(^|\s)::(?=[a-z])/gi, "$1: :") as TerminalText;
}

/**
 * Escapes each line of text separately, and keeps the line breaks, such as in an error with several lines.
 */
export function escapeLines(text: string, limitPerLine = 10_000): TerminalText {
  return text
    .split(/\r?\n/)
    .map((line) => escapeForTerminal(line, limitPerLine))
    .join("\n") as TerminalText;
}

/**
 * Builds text for a terminal, as a template tag. The literal parts are kept. Each value must already be
 * escaped, which the type enforces.
 *
 * @example terminalText`Deleted ${escapeForTerminal(name)}.\n`
 */
export function terminalText(
  parts: TemplateStringsArray,
  ...values: readonly (TerminalText | number)[]
): TerminalText {
  return parts.reduce((text, part, index) => `${text}${values[index - 1]}${part}`) as TerminalText;
}

/**
 * Formats data as JSON to show in a terminal or the log of a CI system. It is the same data: everything that
 * could act as a command is inside a string, and is written as a JSON escape.
 *
 * @param indent number of spaces per level. Default: everything on one line.
 * @throws {RangeError} if the data has thousands of levels, which only a broken or hostile server returns
 */
export function toSafeJson(data: unknown, indent?: number): TerminalText {
  return replaceUnsafe(stringify(data ?? null, indent), (char) =>
    char.split("").map(escapeUnit).join(""),
  ).replace(/##(?=\w*\[)/g, "#\\u0023") as TerminalText;
}

function stringify(data: unknown, indent: number | undefined): string {
  try {
    return JSON.stringify(data, undefined, indent);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError("The data has too many levels, or is too large, to be written as JSON.", {
      cause: error,
    });
  }
}

function escapeUnit(unit: string): string {
  return unit === "\n" ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * Escapes the ID of a record for programs that put it into a path or a command. Everything except letters,
 * digits, and `_.-` is percent-encoded (RFC 3986, section 2.1). HUNT's own IDs remain unchanged.
 */
export function toPlainId(id: string): string {
  return encodeURIComponent(id.replace(/[\ud800-\udfff]/gu, "\ufffd")).replace(
    /[!'()*~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Escapes one argument and quotes it for a POSIX shell, for commands that people copy. Letters, digits, and
 * `_.:/@-` need no quotes.
 */
export function quoteForShell(text: string): TerminalText {
  const line = escapeForTerminal(text);
  if (/^[\w.:/@][\w.:/@-]*$/.test(line)) return line;
  return `'${line.replaceAll("'", "'\\''")}'` as TerminalText;
}
