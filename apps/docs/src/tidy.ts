import type { Topic } from "./topics.js";

/**
 * Takes out of the pages what says nothing, above all what would change all over when a single name is added.
 *
 * @param pages their Markdown by name
 */
export function tidy(pages: ReadonlyMap<string, string>, topics: readonly Topic[]): Map<string, string> {
  const linked = new Set(
    [...pages.values()].flatMap((text) =>
      [...text.matchAll(/\]\([\w./-]*#([\w-]+)\)/g)].map(([, anchor]) => anchor!),
    ),
  );
  const about = new Map(topics.map((topic) => [topic.name, topic.about]));
  const title = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  return new Map(
    [...pages].map(([name, text]) => [
      name,
      text
        .replace(/^# .*\n/, `# ${title(name)}\n\n${about.get(name)}\n`)
        .replaceAll(/<a id="([\w-]+)"><\/a>(?: |\n+)/g, (anchor, id: string) =>
          linked.has(id) ? anchor : "",
        )
        // A list of type parameters, where there is nothing beside their names.
        .replaceAll(/#+ Type Parameters\n\n\| Type Parameter \|\n(\|.*\|\n)+\n?/g, "")
        .replaceAll("`string` & `object`", "`string`")
        .replace("- `WithCollections`", "- [`Collections`](collections.md#collections)"),
    ]),
  );
}

/** The page that leads to the others. */
export function indexPage(topics: readonly Topic[]): string {
  const lines = topics.map(({ name, about }) => `- [${name}](${name}.md): ${about}`);
  return `# API reference\n\nThe API of \`@huntkit/core\`, generated from its docstrings. See also [the guide](https://github.com/huntkit/huntkit/blob/main/docs/library.md).\n\n${lines.join("\n")}\n`;
}
