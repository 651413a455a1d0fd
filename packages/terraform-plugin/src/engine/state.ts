import type { Path } from "../cty/path.js";
import type { Members } from "../cty/value.js";
import type { Diagnostic } from "../framework/diagnostics.js";

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
