import { escapeToSingleLine } from "@huntkit/core/escape";
import type { Diagnostic } from "@huntkit/terraform-plugin";
import { ProviderError, type ProviderSchema, type SchemaAttributes } from "@huntkit/terraform-plugin/engine";
import { maskTokens } from "../../hunt/explain.js";
import { ScriptError } from "../shell.js";
import { findJsonLine } from "./json-lines.js";

/** The place of a problem. */
export interface Place {
  /** The file, and the path in it. Undefined if the configuration does not contain it. */
  readonly path?: readonly (string | number)[] | undefined;
  /** The line. Default: that of the path. */
  readonly line?: number;
  /** The address of the object, which is shown if there is no path. */
  readonly address?: string;
}

/** Something that is wrong with a configuration, or with one of its resources. */
export interface Problem extends Place {
  /** Default: an error. */
  readonly severity?: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
}

/** Errors with their places in the configuration. {@link Sources.explain} adds the lines. */
export class ProblemError extends ScriptError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ summary, detail }) => `${summary}: ${detail}`).join("\n"));
    this.problems = problems;
  }
}

/** Returns a diagnostic about a block as a problem. */
export function toProblem({ path = [], ...diagnostic }: Diagnostic, place: Place): Problem {
  return { ...diagnostic, ...place, path: place.path && [...place.path, ...path] };
}

/** Returns what was thrown for a block as problems: each of the provider's diagnostics. */
export function toProblems(error: unknown, place: Place): readonly Problem[] {
  if (error instanceof ProblemError) return error.problems;
  if (error instanceof ProviderError) return error.diagnostics.map((each) => toProblem(each, place));
  return [{ summary: "The operation failed", detail: (error as Error).message, ...place }];
}

/** Returns the names of all attributes whose values must not be shown. */
export function listSecretNames({ provider, resources }: ProviderSchema): string[] {
  const find = (attributes: SchemaAttributes): string[] =>
    Object.entries(attributes).flatMap(([name, { sensitive, writeOnly, nested }]) => {
      if (sensitive || writeOnly) return [name];
      return nested ? find(nested.attributes) : [];
    });
  return [provider, ...Object.values(resources)].flatMap(({ attributes }) => find(attributes));
}

/** The files of a configuration, which the lines of its problems are shown from. */
export class Sources {
  readonly #texts = new Map<string, string>();
  readonly #secret: RegExp;

  /** @param secretNames the names of attributes whose values must not be shown */
  constructor(secretNames: readonly string[]) {
    this.#secret = new RegExp(`("(?:${secretNames.join("|")})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, "g");
  }

  add(file: string, text: string): void {
    this.#texts.set(file, text);
  }

  /** Runs a function. @throws {ScriptError} with the lines, if it throws a {@link ProblemError} */
  async explain<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const message = error.problems.map((problem) => this.format(problem)).join("\n\n");
      throw new ScriptError(message, { cause: error });
    }
  }

  /** Formats a problem as the engines do, with its line. */
  format(problem: Problem): string {
    const { severity = "error", summary, detail } = problem;
    const head = `${severity === "error" ? "Error" : "Warning"}: ${summary}`;
    return [head, this.#formatPlace(problem), detail].filter(Boolean).join("\n\n");
  }

  #formatPlace({ path, line: known, address }: Place): string {
    if (path === undefined) return address === undefined ? "" : `  with ${address}`;
    const [file, ...rest] = path.map(String) as [string, ...string[]];
    const text = this.#texts.get(file) ?? "";
    const line = known ?? findJsonLine(text, rest);
    const inside = rest.length === 0 ? "" : `, in ${rest.join(".")}`;
    const place = escapeToSingleLine(`${file} line ${line}${inside}`);
    const shown = (text.split("\n")[line - 1] ?? "").replace(this.#secret, '$1"(sensitive value)"');
    return `  on ${place}:\n${String(line).padStart(4)}: ${escapeToSingleLine(maskTokens(shown), 160)}`;
  }
}
