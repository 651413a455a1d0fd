import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** A Mermaid diagram in a Markdown page. */
export interface Diagram {
  /** Text in Mermaid's language. */
  source: string;
  /** Name of its picture in `docs/images`. */
  file: string;
  /** Start of the hash of the source, which its picture contains. */
  hash: string;
}

const block = /^```mermaid\n([\s\S]*?)^```$/gm;

/** Returns the Mermaid diagrams of a page, in order. */
export function readDiagrams(path: string): Diagram[] {
  return [...readFileSync(path, "utf8").matchAll(block)].map(([, source = ""], index) =>
    toDiagram(source, path, index),
  );
}

/** Returns the SVG document with a white background, and the hash of its source in a comment. */
export function formatDiagram({ hash }: Diagram, svg: string): string {
  return `<!-- Mermaid source: ${hash} -->\n${svg.replace('style="', 'style="background-color: white; ')}\n`;
}

/**
 * Replaces the Mermaid diagrams of a page with their pictures.
 *
 * @param text Markdown of the page
 * @param path path of the page from the root of the repository, which names the pictures
 * @param root the root of the repository
 * @throws {Error} if a picture was not taken again after its diagram had changed
 */
export function replaceDiagrams(text: string, path: string, root: string): string {
  let count = 0;
  return text.replace(block, (_block, source: string) => {
    const { file, hash } = toDiagram(source, path, count++);
    const image = join("docs/images", file);
    if (!readFileSync(join(root, image), "utf8").includes(hash))
      throw new Error(`${image} is outdated. Run: pnpm --filter @huntkit/docs run pictures`);
    return `![Diagram](${relative(dirname(path), image)})`;
  });
}

function toDiagram(source: string, path: string, index: number): Diagram {
  const name = basename(path, ".md").toLowerCase();
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 16);
  return { source, hash, file: index === 0 ? `${name}.svg` : `${name}-${index + 1}.svg` };
}
