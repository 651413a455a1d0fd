import { readFileSync } from "node:fs";

/** Returns the code blocks of a page in `docs/recipes` in a language. */
export function readExamples(page: string, language: string): string[] {
  const text = readFileSync(new URL(`../../../docs/recipes/${page}.md`, import.meta.url), "utf8");
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"));
  return [...blocks].map(([, block]) => block!);
}
