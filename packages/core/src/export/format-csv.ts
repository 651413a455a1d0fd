/**
 * Formats records as CSV (RFC 4180), with lines that end in CRLF. Strings are quoted; numbers, booleans, and empty cells
 * are not. Objects and lists are JSON.
 *
 * @param escape called with each string, before it is quoted
 */
export function formatCsv(
  records: readonly (readonly unknown[])[],
  escape: (text: string) => string,
): string {
  return records.map((cells) => `${cells.map((cell) => formatCell(cell, escape)).join(",")}\r\n`).join("");
}

function formatCell(value: unknown, escape: (text: string) => string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return quote(escape(value));
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? quote(text) : text;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
