import { type Path, toSteps } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import { conceal } from "./secrets.js";

/** A message for the user about one attribute, or about the whole object if there is no path. */
export interface Diagnostic {
  severity: "error" | "warning";
  /** One line: what is wrong. */
  summary: string;
  /** What the provider found, and what to do about it. */
  detail: string;
  path?: Path;
}

/** Thrown by a handler to report an error at one attribute. The user sees its summary and detail verbatim. */
export class AttributeError extends Error {
  override readonly name = "AttributeError";
  readonly path: Path;
  readonly summary: string;
  readonly detail: string;

  constructor(path: Path, summary: string, detail: string) {
    super(`${summary}: ${detail}`);
    this.path = path;
    this.summary = summary;
    this.detail = detail;
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
  path?: Path;
}

/** The last sentence of a message about a bug in the provider. */
export const mistake = "This is a bug in the provider. Please report it.";

/** Collects the messages of one call. */
export class Report {
  /** The type that the paths lead into. It is set when the schema is known. */
  type: CtyType = "dynamic";
  readonly diagnostics: Diagnostic[] = [];
  readonly #secrets = new Set<string>();
  readonly #explain: (error: unknown) => Explanation;
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

  readonly addError = (path: Path, summary: string, detail: string): void => {
    this.diagnostics.push({ severity: "error", summary, detail, path });
  };

  readonly warn = (summary: string, detail: string, path: Path = []): void => {
    this.diagnostics.push({ severity: "warning", summary, detail, path });
  };

  /** Reports what was thrown. */
  fail(error: unknown): void {
    const { summary, detail, path = [] } = this.explain(error);
    this.addError(path, summary, detail);
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

  /** Returns the diagnostics in the form of protocol 6. */
  toWire(): Record<string, unknown>[] {
    return this.diagnostics.map(({ severity, summary, detail, path = [] }) => {
      const steps = toSteps(path, this.type);
      const texts = { summary: this.toSafeText(summary), detail: this.toSafeText(detail) };
      return {
        severity: severity === "error" ? 1 : 2,
        ...texts,
        ...(steps.length > 0 ? { attribute: { steps } } : {}),
      };
    });
  }
}
