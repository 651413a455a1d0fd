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
export function singleLine(text: string, limit = 500): string {
  const kept = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return kept.replace(unsafe, (char) => named[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
