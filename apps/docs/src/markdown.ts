import type { Comment, CommentDisplayPart, SignatureReflection } from "typedoc";
import { MarkdownTheme, MarkdownThemeContext } from "typedoc-plugin-markdown";
import type { Topic } from "./topics.js";

/** Formats each method in a few lines: the signature with its links, and then only what the docstring adds. */
export class CompactTheme extends MarkdownTheme {
  override getRenderContext(page: Parameters<MarkdownTheme["getRenderContext"]>[0]): MarkdownThemeContext {
    const context = new MarkdownThemeContext(this, page, this.application.options);
    const { signatureTitle, comment } = context.partials;
    const said = (parts: CommentDisplayPart[]) =>
      context.helpers
        .getCommentParts(parts)
        .replaceAll(/\s*\n\s*/g, " ")
        .trim();
    const tag = (comment_: Comment | undefined, name: string, word: string) =>
      (comment_?.getTags(name as `@${string}`) ?? []).map(({ content }) => `- ${word} ${said(content)}`);

    context.partials.signature = (model: SignatureReflection, options) => {
      const docs = model.comment ?? model.parent.comment;
      const parameters = (model.parameters ?? []).flatMap((each) =>
        each.comment ? [`- \`${each.name}\`: ${said(each.comment.summary)}`] : [],
      );
      const list = [...parameters, ...tag(docs, "@returns", "returns"), ...tag(docs, "@throws", "throws")];
      const title = options.hideTitle
        ? ""
        : signatureTitle(model, options.accessor === undefined ? {} : { accessor: options.accessor });
      return [title, docs ? comment(docs, { showTags: false, showSummary: true }) : "", list.join("\n")]
        .filter((text) => text !== "")
        .join("\n\n");
    };
    context.partials.signatureReturns = () => "";
    return context;
  }
}

/**
 * Removes anchors without links and other noise from the pages, so adding a name changes only its own page.
 *
 * @param pages Markdown of the pages by name
 */
export function tidy(pages: ReadonlyMap<string, string>, topics: readonly Topic[]): Map<string, string> {
  const linked = new Set(
    [...pages.values()].flatMap((text) =>
      [...text.matchAll(/\]\([\w./-]*#([\w-]+)\)/g)].map(([, anchor]) => anchor!),
    ),
  );
  const byName = new Map(topics.map((topic) => [topic.name, topic]));
  const formatStart = (name: string) => {
    const { title = name.charAt(0).toUpperCase() + name.slice(1), about } = byName.get(name)!;
    return `# ${title}\n\n${about}\n`;
  };
  return new Map(
    [...pages].map(([name, text]) => [
      name,
      text
        .replace(/^# .*\n/, formatStart(name))
        .replaceAll(/<a id="([\w-]+)"><\/a>(?: |\n+)/g, (anchor, id: string) =>
          linked.has(id) ? anchor : "",
        )
        // A list of type parameters that has only their names.
        .replaceAll(/#+ Type Parameters\n\n\| Type Parameter \|\n(\|.*\|\n)+\n?/g, "")
        .replaceAll("`string` & `object`", "`string`")
        .replace("- `WithCollections`", "- [`Collections`](collections.md#collections)"),
    ]),
  );
}

/**
 * Returns the Markdown of the page that links to all others.
 *
 * @param topics pages of the core
 * @param packages pages of other packages
 */
export function indexPage(topics: readonly Topic[], packages: readonly Topic[]): string {
  const list = (all: readonly Topic[]) => all.map(({ name, about }) => `- [${name}](${name}.md): ${about}`);
  return [
    "# API reference",
    "",
    "The API of `@huntkit/core`, generated from its docstrings. See also [the " +
      "guide](https://github.com/huntkit/huntkit/blob/main/docs/library.md).",
    "",
    ...list(topics),
    "",
    "Other packages:",
    "",
    ...list(packages),
    "",
  ].join("\n");
}
