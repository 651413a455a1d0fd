/**
 * Characters that move the cursor, end a line, reorder text or hide in it: C0 and C1 controls, line and paragraph
 * separators, zero-width and bidirectional marks (Unicode TR 36, "Trojan Source").
 */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Escapes untrusted text, such as a server's message or a host name, so that it is one harmless line. Invisible and control
 * characters become visible escapes (`\n`, `\u001b`), and long text is cut.
 *
 * @param limit maximum number of characters to keep. Default: 500.
 */
export function escapeToSingleLine(text: string, limit = 500): string {
  const kept = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return kept.replace(
    unsafe,
    (char) => named[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Returns whether a text has the form of a UUID of any version, in either case (RFC 9562). */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}
