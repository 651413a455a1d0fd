import { escapeForTerminal, type Escaped, type TerminalText } from "./escape-text.js";

/** XML, or text in XML. */
export type XmlText = Escaped<"xml">;

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/**
 * Escapes untrusted text to one line of XML, for an attribute or the content of an element. Characters that
 * XML 1.0 cannot contain become visible escapes (XML 1.0, section 2.2). The text is also escaped for the log
 * of a CI system, because reports are often printed.
 *
 * @param limit maximum number of UTF-16 code units to keep. Default: 2000.
 */
export function escapeForXml(text: string, limit?: number): XmlText {
  return escapeForTerminal(text, limit)
    .replace(/[\ufffe\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (char) => entities[char]!) as XmlText;
}

/**
 * Builds XML, as a template tag. The literal parts are kept. Each value must already be XML, which the type
 * enforces.
 *
 * @example xml`<testcase name="${escapeForXml(name)}"/>`
 */
export function xml(
  parts: TemplateStringsArray,
  ...values: readonly (XmlText | number | readonly XmlText[])[]
): XmlText {
  const strings = values.map((value) => (typeof value === "object" ? value.join("") : value));
  return parts.reduce((text, part, index) => `${text}${strings[index - 1]}${part}`) as XmlText;
}

/** Formats a document. It can also be printed to a terminal, because {@link escapeForXml} escapes for both. */
export function formatXmlDocument(root: XmlText): TerminalText {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n` as TerminalText;
}
