import { type Path, formatPath } from "../cty/path.js";
import type { Members } from "../cty/value.js";
import type { Diagnostic } from "../framework/diagnostics.js";
import type { Answer } from "./client.js";

/** The provider reported errors. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly diagnostics: readonly Diagnostic[];
  /** The state to keep after a failed apply. Undefined if nothing was applied. */
  readonly state: ResourceState | null | undefined;

  constructor(diagnostics: readonly Diagnostic[], state?: ResourceState | null) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    this.diagnostics = diagnostics;
    this.state = state;
  }
}

/**
 * The provider violated a rule of Terraform, which is a mistake in the provider and never in a configuration.
 */
export class ProviderInconsistencyError extends Error {
  override readonly name = "ProviderInconsistencyError";
  readonly breaches: readonly string[];
  /** The state to keep after an apply. Undefined if nothing was applied. */
  readonly state: ResourceState | null | undefined;

  /** @param summary Terraform's words, such as `Provider produced invalid plan` */
  constructor(summary: string, breaches: readonly string[], state?: ResourceState | null) {
    super(`${summary}: ${breaches.join("; ")}`);
    this.breaches = breaches;
    this.state = state;
  }
}

/** Throws if there are violations of a rule. */
export function throwIfInconsistent(
  summary: string,
  breaches: readonly string[],
  state?: ResourceState | null,
): void {
  if (breaches.length > 0) throw new ProviderInconsistencyError(summary, breaches, state);
}

/**
 * Returns the warnings of a response. @param state the state to keep @throws {ProviderError} if there are
 * errors
 */
export function throwIfFailed({ diagnostics }: Answer, state?: ResourceState | null): Diagnostic[] {
  if (diagnostics.some(({ severity }) => severity === "error")) throw new ProviderError(diagnostics, state);
  return [...diagnostics];
}

function formatDiagnostic({ severity, summary, detail, path }: Diagnostic): string {
  const place = path && path.length > 0 ? ` (${formatPath(path)})` : "";
  return `${severity === "error" ? "Error" : "Warning"}: ${summary}${place}\n${detail}`;
}

/** What an engine keeps of an object. */
export interface ResourceState {
  value: Members;
  /** The provider's own data. */
  private: Uint8Array;
  /** What identifies the object. Missing if the provider has not returned it yet. */
  identity?: Members | null | undefined;
  /** Whether the object was created only in part. The next plan then replaces it. */
  tainted: boolean;
}

/** A planned change of an object. */
export interface ResourceChange {
  action: "no-op" | "create" | "update" | "replace" | "delete";
  /** The current state, as read for this plan. */
  prior: ResourceState | null;
  /** The planned values, some of them unknown. Null for a delete. */
  planned: Members | null;
  config: Members | null;
  /** The attributes that make a replacement necessary. */
  requiresReplace: readonly Path[];
  private: Uint8Array;
  warnings: readonly Diagnostic[];
}
