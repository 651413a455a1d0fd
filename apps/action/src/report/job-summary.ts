import { escapeLogLine } from "@huntkit/toolkit";
import { summary, warning } from "@actions/core";

/** Adds a part to the job summary, where the runner offers one. A file that cannot be written is no reason to fail. */
export async function addToSummary(markdown: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (!env["GITHUB_STEP_SUMMARY"]) return;
  try {
    await summary.addRaw(markdown).write();
  } catch (error) {
    warning(escapeLogLine(`The job summary could not be written: ${(error as Error).message}`));
  }
}

/** Formats text that has no Markdown in it, such as bars, as a block of its own. */
export function formatTextBlock(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\`\n`;
}

/** A table in Markdown. Cells are Markdown too: what others wrote goes through `toMarkdownCode` first. */
export function formatTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}
