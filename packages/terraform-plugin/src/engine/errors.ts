import { type Path, formatPath } from "../cty/path.js";
import type { Members } from "../cty/value.js";
import type { Diagnostic } from "../framework/diagnostics.js";
import type { Answer } from "./client.js";

/** The provider reported errors. */
export class ProviderFailed extends Error {
  override readonly name = "ProviderFailed";
  readonly diagnostics: readonly Diagnostic[];
  /** What is to be kept after an apply that failed; undefined where nothing was applied. */
  readonly state: ResourceState | null | undefined;

  constructor(diagnostics: readonly Diagnostic[], state?: ResourceState | null) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    this.diagnostics = diagnostics;
    this.state = state;
  }
}

/** The provider broke a rule of Terraform's: a mistake in the provider, never in a configuration. */
export class ProviderInconsistent extends Error {
  override readonly name = "ProviderInconsistent";
  readonly breaches: readonly string[];
  /** What is to be kept after an apply; undefined where nothing was applied. */
  readonly state: ResourceState | null | undefined;

  /** @param summary in Terraform's words: `Provider produced invalid plan` */
  constructor(summary: string, breaches: readonly string[], state?: ResourceState | null) {
    super(`${summary}: ${breaches.join("; ")}`);
    this.breaches = breaches;
    this.state = state;
  }
}

/** Throws where there are breaches of a rule. */
export function throwIfInconsistent(
  summary: string,
  breaches: readonly string[],
  state?: ResourceState | null,
): void {
  if (breaches.length > 0) throw new ProviderInconsistent(summary, breaches, state);
}

/** Gives the warnings of an answer. @param state what is to be kept @throws {ProviderFailed} for errors */
export function throwIfFailed({ diagnostics }: Answer, state?: ResourceState | null): Diagnostic[] {
  if (diagnostics.some(({ severity }) => severity === "error")) throw new ProviderFailed(diagnostics, state);
  return [...diagnostics];
}

function formatDiagnostic({ severity, summary, detail, path }: Diagnostic): string {
  const place = path && path.length > 0 ? ` (${formatPath(path)})` : "";
  return `${severity === "error" ? "Error" : "Warning"}: ${summary}${place}\n${detail}`;
}

/** What an engine keeps of one object. */
export interface ResourceState {
  value: Members;
  /** Bytes of the provider's own. */
  private: Uint8Array;
  /** Whether the object was made only in part: the next plan replaces it. */
  tainted: boolean;
}

/** What is to be done with one object. */
export interface ResourceChange {
  action: "no-op" | "create" | "update" | "replace" | "delete";
  /** What is, as it was read for this plan. */
  prior: ResourceState | null;
  /** What will be: unknown where only apply can tell; null for a delete. */
  planned: Members | null;
  config: Members | null;
  /** Why it must be replaced, where it must. */
  requiresReplace: readonly Path[];
  private: Uint8Array;
  warnings: readonly Diagnostic[];
}
