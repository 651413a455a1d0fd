import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../text.js";

/** The text of a script or a rule, and where it comes from. */
export interface SourceFile {
  /** All that the file holds. */
  text: string;
  /** The file, for errors and reports. */
  path?: string | undefined;
}

/** A text alone, or with its file. */
export type SourceInput = string | SourceFile;

/** What a source can be, as errors name it in `input`. */
export type SourceKind = "extension" | "rule";

/** Makes the error for something that is wrong with one source. */
export type Refuse = (problem: string, message: string) => HuntInputError;

/**
 * A source as file, without the byte order mark that Windows puts at the beginning, and which Lua does not take.
 *
 * @throws {HuntInputError} `input: "source"` where JavaScript gave neither
 */
export function toSourceFile(input: SourceInput): SourceFile {
  const { text, path } = typeof input === "object" && input !== null ? input : { text: input };
  if (typeof text !== "string")
    throw new HuntInputError("source", "text", "source: give the text, or {text, path}.");
  return { text: text.replace(/^\ufeff/, ""), path };
}

/** Errors that name the file, or the kind of source where there is none. */
export function createSourceErrors(kind: SourceKind, { path }: SourceFile): Refuse {
  return (problem, message) =>
    new HuntInputError(kind, problem, `${escapeToSingleLine(path ?? kind)}: ${message}`);
}
