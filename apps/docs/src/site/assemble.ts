import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  generated,
  listAttachments,
  listImages,
  listSections,
  replacements,
  type SiteFile,
  type SiteSection,
} from "./page-table.js";
import { replaceDiagrams } from "../pictures/diagrams.js";
import { rewriteLinks } from "./rewrite-links.js";

/**
 * Gathers the pages of the site in `dist/content`, with links between them, and writes the sidebar for
 * VitePress. The sources are not moved, because people also read them on GitHub.
 */
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const content = join(root, "apps/docs/dist/content");

const sections = listSections(root);
const pages = sections.flatMap((section) => section.pages);
const images = listImages(root);
const attachments = listAttachments(root);
const paths = new Map([
  ...replacements,
  ...[...pages, ...images, ...attachments].map(({ source, path }) => [source, path] as const),
]);

rmSync(content, { recursive: true, force: true });
mkdirSync(content);
for (const page of pages) {
  const source = replaceDiagrams(readFileSync(join(root, page.source), "utf8"), page.source, root);
  const text = addPicture(page, source);
  write(page, breakErrorCodes(rewriteLinks(text, page.source, paths)));
}
for (const { source, path } of images) cpSync(join(root, source), join(content, path));
for (const { source, path } of attachments) cpSync(join(root, source), join(content, "public", path));
writeFileSync(join(root, "apps/docs/dist/sidebar.json"), JSON.stringify(listSidebars()));
writeFileSync(
  join(root, "apps/docs/dist/release-notice.json"),
  JSON.stringify({ parts: readReleaseNotice() }),
);

function write({ path }: SiteFile, text: string): void {
  mkdirSync(dirname(join(content, path)), { recursive: true });
  writeFileSync(join(content, path), text);
}

/** Lets long error codes in the first column of a table break after an underscore, so other columns have room. */
function breakErrorCodes(text: string): string {
  return text.replaceAll(
    /^\| `([A-Z]+(?:_[A-Z]+)+)` \|/gm,
    (_cell, code: string) => `| <code>${code.replaceAll("_", "_<wbr>")}</code> |`,
  );
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

/** Part of the release notice: text, or a link to a page of the site. */
interface NoticePart {
  text: string;
  /** Path of the page from the root of the site, with its anchor. */
  link?: string;
}

/**
 * Returns the notice of the README that there is no release yet, without its code marks. A release deletes it
 * there, and the result is then empty.
 */
function readReleaseNotice(): NoticePart[] {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const block = /<!-- release notice -->\n(.*?)<!-- end -->/s.exec(readme)?.[1] ?? "";
  const text = block
    .replaceAll(/^> ?(\[!NOTE\])?/gm, "")
    .replaceAll("`", "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const parts = text.split(/\[([^\]]+)\]\(([^)]+)\)/);
  return parts.flatMap((part, index) => {
    if (index % 3 === 2 || part === "") return [];
    return index % 3 === 1 ? [{ text: part, link: toSitePath(parts[index + 1]!) }] : [{ text: part }];
  });
}

/** Returns the address of a page below the root of the site, from a link in the README. */
function toSitePath(link: string): string {
  const [source = "", anchor] = link.split("#");
  const path = paths.get(source);
  if (path === undefined) throw new Error(`The release notice links to ${source}, which is not on the site.`);
  const page = path.replace(/(index)?\.md$/, (_end, index?: string) => (index === undefined ? ".html" : ""));
  return anchor === undefined ? `/${page}` : `/${page}#${anchor}`;
}
