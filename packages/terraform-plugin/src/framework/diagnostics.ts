import { type Path, toSteps } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import type { Attributes } from "./attribute.js";
import type { AddError, Warn } from "./context.js";
import { conceal } from "./secrets.js";

/** A message for the user about one attribute, or about the whole object if there is no path. */
export interface Diagnostic {
  severity: "error" | "warning";
  /** One line: what is wrong. */
  summary: string;
  /** What the provider found, and what to do about it. */
  detail: string;
  /** The code of the error in the provider's documentation. It is the last paragraph of the detail. */
  code?: string;
  path?: Path;
}

/** Thrown by a handler to report an error at one attribute. The user sees its summary and detail. */
export class AttributeError extends Error {
  override readonly name = "AttributeError";
  readonly path: Path;
  readonly summary: string;
  readonly detail: string;
  readonly code: string | undefined;

  /** @param code the code of the error in the provider's documentation. Default: none. */
  constructor(path: Path, summary: string, detail: string, code?: string) {
    super(`${summary}: ${detail}`);
    this.path = path;
    this.summary = summary;
    this.detail = detail;
    this.code = code;
  }
}

/**
 * Thrown by a `create` or `update` if the object exists, but a later step failed. The framework saves the
 * state and reports the cause, so nothing is orphaned. The state may omit what is not known yet.
 */
export class PartialStateError extends Error {
  override readonly name = "PartialStateError";
  readonly state: Readonly<Record<string, unknown>>;

  constructor(state: Readonly<Record<string, unknown>>, cause: unknown) {
    super("The object was created, but a later step failed", { cause });
    this.state = state;
  }
}

/** The text of an error for the user, without secrets. */
export interface Explanation {
  summary: string;
  detail: string;
  code?: string | undefined;
  path?: Path;
}

/** Formats the text of a diagnostic: complete sentences, and the error code in a paragraph of its own. */
export function formatDetail({ detail, code }: Pick<Explanation, "detail" | "code">): string {
  const text = detail.trimEnd();
  const sentences = /[.?!]$/.test(text) ? text : `${text}.`;
  return code === undefined ? sentences : `${sentences}\n\nError code: ${code}`;
}

/** The last sentence of a message about a bug in the provider. */
export const mistake = "This is a bug in the provider. Please report it.";

/** Collects the messages of one call. */
export class Report {
  /** The schema that the paths lead into. It is set when it is known. */
  schema: { readonly attributes: Attributes; readonly type: CtyType } = { attributes: {}, type: "dynamic" };
  readonly diagnostics: Diagnostic[] = [];
  readonly #secrets = new Set<string>();
  #explain: (error: unknown) => Explanation;
  readonly #escapeText: (text: string) => string;

  constructor(explain: (error: unknown) => Explanation, escapeText: (text: string) => string) {
    this.#explain = explain;
    this.#escapeText = escapeText;
  }

  get failed(): boolean {
    return this.diagnostics.some(({ severity }) => severity === "error");
  }

  /** Hides secrets in all messages, even in those of an API, which may repeat what it received. */
  keepSecret(texts: readonly string[]): void {
    for (const text of texts) this.#secrets.add(text);
  }

  /** Returns whether there is an error at an attribute or inside it. */
  hasErrorAt(path: Path): boolean {
    return this.diagnostics.some(
      (diagnostic) =>
        diagnostic.severity === "error" && path.every((step, index) => diagnostic.path?.[index] === step),
    );
  }

  /** Uses the explanations of a resource, a data source, or an ephemeral resource, if it has its own. */
  explainLike(definition: { explain?(error: unknown): Explanation }): void {
    if (definition.explain) this.#explain = (error) => definition.explain!(error);
  }

  readonly addError: AddError = (path, summary, detail, code) => {
    this.diagnostics.push({ severity: "error", summary, detail, path, ...(code !== undefined && { code }) });
  };

  readonly warn: Warn = (summary, detail, path = [], code) => {
    this.diagnostics.push({
      severity: "warning",
      summary,
      detail,
      path,
      ...(code !== undefined && { code }),
    });
  };

  /** Reports what was thrown. */
  fail(error: unknown): void {
    const { summary, detail, path = [], code } = this.explain(error);
    this.addError(path, summary, detail, code);
  }

  /** Explains what was thrown. */
  explain(error: unknown): Explanation {
    if (error instanceof PartialStateError) return this.explain(error.cause);
    if (error instanceof AttributeError) return error;
    try {
      return this.#explain(error);
    } catch {
      return { summary: "The provider failed", detail: `Its error could not be explained. ${mistake}` };
    }
  }

  /** Returns text that Terraform can show: without secrets, and escaped. */
  toSafeText(text: string): string {
    return this.#escapeText(conceal(text, this.#secrets));
  }

  /**
   * Returns the diagnostics in the form of protocol 6. In addition, `in_block` marks a path into a block, which
   * is not sent.
   */
  toWire(): Record<string, unknown>[] {
    return this.diagnostics.map(({ severity, summary, path = [], ...text }) => {
      const steps = toSteps(path, this.schema.type);
      const in_block = this.schema.attributes[String(path[0])]?.nested?.block ?? false;
      return {
        severity: severity === "error" ? 1 : 2,
        summary: this.toSafeText(summary),
        detail: this.toSafeText(formatDetail(text)),
        ...(steps.length > 0 ? { attribute: { steps, in_block } } : {}),
      };
    });
  }
}
