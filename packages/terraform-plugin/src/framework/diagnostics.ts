import { type Path, toSteps } from "../cty/path.js";
import type { CtyType } from "../cty/type.js";
import { conceal } from "./secrets.js";

/** Something to tell the user about one attribute, or about the whole object where there is no path. */
export interface Diagnostic {
  severity: "error" | "warning";
  /** One line: what is wrong. */
  summary: string;
  /** What was seen and what to do about it. */
  detail: string;
  path?: Path;
}

/** Thrown by a handler to complain about one attribute. Its texts reach the user as they are. */
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
 * Thrown by a `create` (or `update`) whose object exists though a later step failed: the framework saves the state and
 * reports the cause, so that nothing is orphaned. What of the state is not known yet may be left out.
 */
export class PartialState extends Error {
  override readonly name = "PartialState";
  readonly state: Readonly<Record<string, unknown>>;

  constructor(state: Readonly<Record<string, unknown>>, cause: unknown) {
    super("The object was made, but a later step failed", { cause });
    this.state = state;
  }
}

/** An error as a person should read it, without secrets. */
export interface Explanation {
  summary: string;
  detail: string;
  path?: Path;
}

/** Ends a message about what only a mistake in the provider explains. */
export const mistake = "This is a mistake in the provider: please report it.";

/** What one call has to tell the user. */
export class Report {
  /** The type that paths lead into: set as soon as the schema is known. */
  type: CtyType = "dynamic";
  readonly diagnostics: Diagnostic[] = [];
  readonly #secrets = new Set<string>();
  readonly #explain: (error: unknown) => Explanation;

  constructor(explain: (error: unknown) => Explanation) {
    this.#explain = explain;
  }

  get failed(): boolean {
    return this.diagnostics.some(({ severity }) => severity === "error");
  }

  /** Keeps texts out of all that is told, whoever wrote the words: an API may well repeat what it was sent. */
  keepSecret(texts: readonly string[]): void {
    for (const text of texts) this.#secrets.add(text);
  }

  /** Whether something is wrong with an attribute or within it. */
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

  /** Reports whatever was thrown. */
  fail(error: unknown): void {
    const { summary, detail, path = [] } = this.explain(error);
    this.addError(path, summary, detail);
  }

  /** Whatever was thrown, in words. */
  explain(error: unknown): Explanation {
    if (error instanceof PartialState) return this.explain(error.cause);
    if (error instanceof AttributeError) return error;
    try {
      return this.#explain(error);
    } catch {
      return { summary: "The provider failed", detail: `It failed again while explaining why. ${mistake}` };
    }
  }

  /** The diagnostics as protocol 6 has them. */
  toWire(): Record<string, unknown>[] {
    return this.diagnostics.map(({ severity, summary, detail, path = [] }) => {
      const steps = toSteps(path, this.type);
      const texts = { summary: conceal(summary, this.#secrets), detail: conceal(detail, this.#secrets) };
      return {
        severity: severity === "error" ? 1 : 2,
        ...texts,
        ...(steps.length > 0 ? { attribute: { steps } } : {}),
      };
    });
  }
}
