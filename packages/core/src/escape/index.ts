/**
 * Escaping of untrusted text, with one function for each kind of output: terminals and logs, JSON, Markdown,
 * Mermaid, XML, metrics, shells, and workflow outputs.
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
export { formatMermaidBlock, mermaid, toMermaidText, type MermaidText } from "./mermaid.js";
export { formatMetrics, type Metric, type MetricSample } from "./metrics.js";
export { escapeForXml, formatXmlDocument, xml, type XmlText } from "./xml.js";
