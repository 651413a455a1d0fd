import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generated, listImages, listSections, type SiteFile, type SiteSection } from "./page-table.js";
import { rewriteLinks } from "./rewrite-links.js";

/**
 * Gathers the pages of the site in `dist/content`, with links between them, and writes the sidebar for
 * VitePress. The sources stay where they are read on GitHub too.
 */
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const content = join(root, "apps/docs/dist/content");

const sections = listSections(root);
const pages = sections.flatMap((section) => section.pages);
const images = listImages(root);
const paths = new Map([...pages, ...images].map(({ source, path }) => [source, path]));

rmSync(content, { recursive: true, force: true });
mkdirSync(content);
for (const page of pages) {
  const text = addPicture(page, readFileSync(join(root, page.source), "utf8"));
  write(page, rewriteLinks(text, page.source, paths));
}
for (const { source, path } of images) cpSync(join(root, source), join(content, path));
writeFileSync(join(root, "apps/docs/dist/sidebar.json"), JSON.stringify(listSidebars()));
writeFileSync(
  join(root, "apps/docs/dist/release-notice.json"),
  JSON.stringify({ notice: readReleaseNotice() }),
);

function write({ path }: SiteFile, text: string): void {
  mkdirSync(dirname(join(content, path)), { recursive: true });
  writeFileSync(join(content, path), text);
}

/** Adds the picture of the terminal to the page of a command, below its summary. */
function addPicture({ source, path }: SiteFile, text: string): string {
  const name = path.replace(/^cli\/(.+)\.md$/, "$1");
  if (!paths.has(`${generated}/cli/images/${name}.svg`) || !source.startsWith(`${generated}/cli/`))
    return text;
  return text.replace(/^(# .+\n\n.+\n)/, `$1\n![Output in a terminal](images/${name}.svg)\n`);
}

/** Returns the sidebars by the start of the paths that they belong to, as VitePress expects them. */
function listSidebars() {
  const parts = sections.flatMap(({ title, sidebar }) => (sidebar === undefined ? [] : { title, sidebar }));
  const references = {
    text: "Full references",
    items: parts.map(({ title, sidebar }) => ({ text: title, link: `/${sidebar}/` })),
  };
  const main = sections.filter(({ sidebar }) => sidebar === undefined);
  const ofParts = parts.map(({ sidebar }) => [
    `/${sidebar}/`,
    sections.filter((section) => section.sidebar === sidebar).map(toGroup),
  ]);
  return Object.fromEntries([...ofParts, ["/", [...main.map(toGroup), references]]]);
}

function toGroup({ title, pages: items }: SiteSection) {
  return {
    text: title,
    items: items.map(({ path }) => ({
      text: readTitle(path),
      link: `/${path.replace(/(index)?\.md$/, "")}`,
    })),
  };
}

/** Returns the first heading of a page, without its marks. */
function readTitle(path: string): string {
  const text = readFileSync(join(content, path), "utf8");
  const heading = /^# (.+)$/m.exec(text)?.[1];
  if (heading === undefined) throw new Error(`${path} has no heading of level 1.`);
  return heading.replaceAll(/[`*\\]/g, "");
}

/**
 * Returns the sentence of the README that says that there is no release yet, or an empty string after the
 * first release.
 */
function readReleaseNotice(): string {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const notice = /<!-- release notice -->\n(.*?)\n<!-- end -->/s.exec(readme)?.[1] ?? "";
  return notice.replaceAll("`", "").replaceAll("\n", " ");
}
