/**
 * Returns the targets of links in a page on GitHub: headings, numbered if they are the same, and anchors.
 */
export function targets(page: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = ""]) => {
    const slug = text
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set([...headings, ...[...page.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id)]);
}
