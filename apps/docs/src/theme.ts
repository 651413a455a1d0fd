import type { Comment, CommentDisplayPart, SignatureReflection } from "typedoc";
import { MarkdownTheme, MarkdownThemeContext } from "typedoc-plugin-markdown";

/** Methods in a few lines each: the signature with its links, and below it only what a docstring adds. */
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
