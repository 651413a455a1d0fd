/**
 * What spreadsheets take for the beginning of a formula (OWASP, "CSV injection"), with the full-width forms that some of
 * them read alike; behind any `'` of the text's own, so that {@link fromInert} can tell those from ours.
 */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A text that no spreadsheet runs. */
export function toInert(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What the text was. */
export function fromInert(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
