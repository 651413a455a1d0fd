/**
 * Escaping of untrusted text, with one function for each kind of output: terminals and logs, JSON, Markdown,
 * shells, and workflow outputs.
 *
 * @module
 */
export {
  escapeForTerminal,
  escapeLines,
  escapeToSingleLine,
  quoteForShell,
  terminalText,
  toPlainId,
  toSafeJson,
  type Escaped,
  type MarkdownText,
  type TerminalText,
} from "./escape-text.js";
export {
  formatMarkdownBlock,
  formatMarkdownTable,
  markdown,
  toMarkdown,
  toMarkdownCode,
} from "./markdown.js";
