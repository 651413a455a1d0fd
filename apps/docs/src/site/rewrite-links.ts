import { posix } from "node:path";

const repository = "https://github.com/huntkit/huntkit/blob/main/";

/**
 * Returns the Markdown of a page with its links into the repository changed: to the page of the site that has the
 * linked source, or to the file on GitHub if the site does not have it. Code is returned unchanged.
 *
 * @param text Markdown whose links are relative to `source`, or start with the address of the repository
 * @param source path of the page's source from the root of the repository
 * @param paths paths below the site's content, by the path of their source
 */
export function rewriteLinks(text: string, source: string, paths: ReadonlyMap<string, string>): string {
  const here = paths.get(source)!;
  const toSite = (target: string): string => {
    const linked = target.startsWith(repository)
      ? target.slice(repository.length)
      : posix.join(posix.dirname(source), target);
    const path = paths.get(linked);
    if (path !== undefined) return relativeTo(here, path);
    return repository + linked;
  };
  return splitCode(text)
    .map(({ isCode, part }) =>
      isCode
        ? part
        : part.replaceAll(
            /(\]\()((?![a-z]+:|#|\/)[^)\s#]+|https:\/\/github\.com\/huntkit\/huntkit\/blob\/main\/[^)\s#]+)(#[^)\s]*)?(?=[)\s])/g,
            (_link, start: string, target: string, anchor = "") => start + toSite(target) + anchor,
          ),
    )
    .join("");
}

function relativeTo(from: string, path: string): string {
  const relative = posix.relative(posix.dirname(from), path);
  return relative.startsWith(".") ? relative : `./${relative}`;
}

/** Splits Markdown into text and code: fenced blocks and code spans. */
function splitCode(text: string): { isCode: boolean; part: string }[] {
  return text
    .split(/(^```[\s\S]*?^```[ \t]*$|`[^`\n]+`)/m)
    .map((part, index) => ({ isCode: index % 2 === 1, part }));
}
