import type {
  AppliedChange,
  HuntClient,
  NewVariable,
  Plan,
  PullReport,
  PushOptions,
  PlanOptions,
  SourceFile,
} from "@huntkit/core";

/** A row of extensions or rules, as far as both have it. */
export interface SourceRow {
  readonly id: string;
  readonly name?: string | null | undefined;
}

/** What a push would do; `globals` are variables that extensions need. */
export type SourcePlan = Plan<SourceRow & { body?: string | null | undefined }> & {
  readonly globals?: readonly NewVariable[];
};

/** Extensions or rules at a HUNT. */
export interface Sources {
  diff(sources: readonly SourceFile[], options: PlanOptions): Promise<SourcePlan>;
  push(sources: readonly SourceFile[], options: PushOptions): Promise<{ readonly done: AppliedChange[] }>;
  pull(folder: string, options: { signal: AbortSignal }): Promise<PullReport>;
}

/** What is kept in files and brought to HUNT: extensions, rules. */
export interface SourceKind {
  readonly one: "extension" | "rule";
  readonly many: "extensions" | "rules";
  /** What files of it are, for help: `Lua scripts`. */
  readonly files: string;
  readonly at: (hunt: HuntClient) => Sources;
  /** Reads and checks a file, or all of a folder and those below it. */
  readonly read: (path: string) => Promise<SourceFile[]>;
}

export const extensions: SourceKind = {
  one: "extension",
  many: "extensions",
  files: "Lua scripts (`*.lua`)",
  at: ({ extensions: collection }) => collection,
  read: (path) => import("./read-sources.js").then(({ readExtensions }) => readExtensions(path)),
};

export const rules: SourceKind = {
  one: "rule",
  many: "rules",
  files: "YAML files (`*.yml`, `*.yaml`)",
  at: ({ rules: collection }) => collection,
  read: (path) => import("./read-sources.js").then(({ readRules }) => readRules(path)),
};
