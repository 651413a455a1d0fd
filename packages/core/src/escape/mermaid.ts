import type { Escaped, MarkdownText } from "./escape-text.js";

/** Text in a Mermaid diagram. */
export type MermaidText = Escaped<"mermaid">;

/**
 * Escapes untrusted text for a label in a Mermaid diagram, in quotes or not. Mermaid has no escape sequences that
 * all diagrams support, so characters with a meaning in Mermaid, HTML, or Markdown are replaced with `·`. At the
 * start of a line, put a character in front, because Mermaid interprets some words there.
 *
 * @param limit maximum number of characters to keep. Default: 40.
 * @returns `·` if the text is blank
 */
export function toMermaidText(text: string, limit = 40): MermaidText {
  const kept = Array.from(text.replace(/[^\p{L}\p{N} @._/()+-]/gu, "·"))
    .slice(0, limit)
    .join("");
  return (kept.trim() || "·") as MermaidText;
}

/**
 * Builds a line of a Mermaid diagram, as a template tag. The literal parts are kept. Each value must already be
 * escaped, which the type enforces.
 */
export function mermaid(
  parts: TemplateStringsArray,
  ...values: readonly (MermaidText | number)[]
): MermaidText {
  return parts.reduce((text, part, index) => `${text}${values[index - 1]}${part}`) as MermaidText;
}

/** Formats the lines of a diagram as a code block in Markdown, which GitHub renders. */
export function formatMermaidBlock(lines: readonly MermaidText[]): MarkdownText {
  return ["```mermaid", ...lines, "```", ""].join("\n") as MarkdownText;
}
