import type { Path } from "../cty/path.js";

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

/** Reports an error about an attribute, or about the whole object for an empty path. Several may be reported. */
export type AddError = (path: Path, summary: string, detail: string) => void;

/** Warns the user; the operation goes on. */
export type Warn = (summary: string, detail: string, path?: Path) => void;
