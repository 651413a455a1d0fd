import { stat } from "node:fs/promises";
import { readTextFile } from "@huntkit/core/files";
import type {
  AppliedChange,
  HuntClient,
  NewVariable,
  Plan,
  PlanOptions,
  PullReport,
  PushOptions,
  SourceFile,
} from "@huntkit/core";
import { type TableView, timeColumn } from "../../lists/time-column.js";
import type { Column } from "../../output/output.js";
import { UsageError } from "../../program/errors.js";

/** The properties that extensions and rules have in common. */
export interface SourceRow {
  readonly id: string;
  readonly name?: string | null | undefined;
}

/** What a push would do. `globals` are variables that extensions require. */
export type SourcePlan = Plan<SourceRow & { body?: string | null | undefined }> & {
  readonly globals?: readonly NewVariable[];
};

/** The extensions or the rules of an instance. */
export interface Sources {
  diff(sources: readonly SourceFile[], options: PlanOptions): Promise<SourcePlan>;
  push(sources: readonly SourceFile[], options: PushOptions): Promise<{ readonly done: AppliedChange[] }>;
  pull(directory: string, options: { signal: AbortSignal }): Promise<PullReport>;
}

/** A kind of record that is managed as files: extensions, or rules. */
export interface SourceKind {
  readonly one: "extension" | "rule";
  readonly many: "extensions" | "rules";
  /** Description of its files in help: `Lua scripts`. */
  readonly files: string;
  readonly at: (client: HuntClient) => Sources;
  /** Reads and checks a file, or all files of a directory and its subdirectories. */
  readonly read: (path: string) => Promise<SourceFile[]>;
}

export const extensions: SourceKind = {
  one: "extension",
  many: "extensions",
  files: "Lua scripts (`*.lua`)",
  at: ({ extensions: collection }) => collection,
  read: readExtensions,
};

export const rules: SourceKind = {
  one: "rule",
  many: "rules",
  files: "YAML files (`*.yml`, `*.yaml`)",
  at: ({ rules: collection }) => collection,
  read: readRules,
};

/**
 * Reads the files of a path.
 *
 * @throws {UsageError} if a directory contains none
 */
export async function readSources({ many, files, read }: SourceKind, path: string): Promise<SourceFile[]> {
  const sources = await read(path);
  if (sources.length > 0) return sources;
  throw new UsageError(`No ${many} found in ${path}.`, `Name a directory that contains ${files}.`);
}

/** Reads the extensions of a directory, or the one of a file. */
async function readExtensions(path: string): Promise<SourceFile[]> {
  const { parseExtension, readExtensionDirectory } = await import("@huntkit/core");
  if (!(await isFile(path))) return readExtensionDirectory(path);
  return [await parseExtension({ path, text: await readTextFile(path) })];
}

/** Reads the rules of a directory, or the one of a file. */
async function readRules(path: string): Promise<SourceFile[]> {
  const { parseRule, readRuleDirectory } = await import("@huntkit/core");
  if (!(await isFile(path))) return readRuleDirectory(path);
  const file = { path, text: await readTextFile(path) };
  await parseRule(file);
  return [file];
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    throw new UsageError(
      `Could not read ${path} (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
      "Use an existing directory or file.",
    );
  }
}

/** The columns that tables of extensions and rules have in common. */
interface Shown {
  readonly id: string;
  readonly active?: boolean | null | undefined;
  readonly created?: string | null | undefined;
  readonly updated?: string | null | undefined;
}

/** Returns the last columns of a table: the state, the time of the last change, and the ID. */
export function sourceColumns(view: TableView): Column<Shown>[] {
  return [
    {
      title: "State",
      value: ({ active }) => (active ? "on" : "off"),
      paint: (cell, { active }, colors) => (active ? cell : colors.dim(cell)),
    },
    timeColumn("Updated", ({ updated, created }) => updated ?? created, view),
    { title: "ID", value: ({ id }) => id, isWhole: true, isExtra: true },
  ];
}
