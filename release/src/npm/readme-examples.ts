/** A fenced block of a README. */
export interface Example {
  readonly language: string;
  readonly code: string;
  /** The file that the paragraph before it names first, such as `provider.ts`. */
  readonly file: string | undefined;
}

/** Returns the fenced blocks of a Markdown text, in their order. */
export function readExamples(markdown: string): Example[] {
  const blocks = markdown.matchAll(/^```(\w+)\n([^]*?)^```$/gm);
  return [...blocks].map((block) => {
    const [, language, code] = block as unknown as [string, string, string];
    const before = markdown.slice(0, block.index).trimEnd();
    const paragraph = before.slice(before.lastIndexOf("\n\n") + 2);
    const [, file] = /^`([\w.-]+\.\w+)`/.exec(paragraph) ?? [];
    return { language, code, file };
  });
}

/**
 * Returns the first block in a language.
 *
 * @throws {Error} if there is none
 */
export function findExample(markdown: string, language: string): string {
  const found = readExamples(markdown).find((example) => example.language === language);
  if (found === undefined) throw new Error(`The README has no example in ${language}.`);
  return found.code;
}
