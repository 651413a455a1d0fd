import { models as catalog } from "@huntkit/catalog";
import * as z from "zod/mini";
import { Collection } from "../collection.js";
import { requireArgument } from "../errors/require-argument.js";
import { isUnavailable } from "../errors/request-errors.js";
import { callKeys, type CallOptions, type Send } from "../http/request.js";
import { CatalogModel } from "../models/model.js";
import type { Property } from "../query/filter.js";
import { runConcurrently } from "../run-concurrently.js";
import { type Change, type LatestVersion, listChanges } from "./changes.js";
import {
  adoptRow,
  type AppliedChange,
  type ConflictReason,
  createConflict,
  type MatchedSource,
  matchRows,
  type Plan,
  requireUnique,
  type Source,
} from "./plan.js";
import { pullInto, type PullReport, type SkipReason } from "./pull.js";
import { type PushProgress, requireNoConflicts, runSteps, type Step } from "./push.js";
import type { SourceFile, SourceInput } from "./source-file.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

const users = new CatalogModel(catalog.users);

const Latest: z.ZodMiniType<LatestVersion> = z.looseObject({
  body: z.nullish(z.string()),
  sha256: z.nullish(z.string()),
});

/** Number of bodies to fetch in parallel. */
const concurrency = 4;

/** Options for comparing and pushing sources. */
export interface PlanOptions extends CallOptions {
  /** Replace newer versions with older ones, and allow names that already exist. */
  force?: boolean | undefined;
  /**
   * Activate what is pushed, or deactivate it with false. Default: new rows are inactive, as in the vendor's
   * tools, and existing ones are unchanged.
   */
  activate?: boolean | undefined;
  /** ID of the row that the only source updates, if HUNT does not have its GUID yet. */
  id?: string | undefined;
}

/** Options for pushing sources. */
export interface PushOptions extends PlanOptions {
  /** Return the plan without changing anything. */
  dryRun?: boolean | undefined;
  /** Called after each change. */
  onProgress?: ((progress: PushProgress) => void) | undefined;
}

/** The keys of {@link PlanOptions}. */
export const planKeys: KeysOf<PlanOptions> = { force: true, activate: true, id: true, signal: true };

const pushKeys: KeysOf<PushOptions> = { ...planKeys, dryRun: true, onProgress: true };

/** The plan of a push, and the changes that it made; empty after a dry run. */
export interface PushReport<P> {
  plan: P;
  done: AppliedChange[];
}

/** The result of one source. */
export interface Imported {
  action: "create" | "update" | "unchanged";
  /** ID of HUNT's row. */
  id: string;
}

interface SourceRow {
  id: string;
  name?: string | null | undefined;
  active?: boolean | null | undefined;
}

/** Records that come from files, each identified by a GUID: extensions and rules. */
export abstract class SourceCollection<
  T extends SourceRow,
  P extends Plan<T> = Plan<T>,
> extends Collection<T> {
  /** Columns to compare. */
  protected abstract readonly columns: readonly Property<T>[];
  /** Columns that ignore case. Sources have them in lower case. */
  protected abstract readonly words: readonly Property<T>[];
  /** File name extensions without the dot. New files get the first one. */
  protected abstract readonly endings: readonly [string, ...string[]];
  protected abstract read(input: SourceInput): Promise<Source<T>>;
  /** Returns the GUID of a row; empty if it has none. */
  protected abstract guidOf(row: T): string;
  /** Returns the properties of a row that contain the GUID. */
  protected abstract identify(guid: string): Partial<T>;
  /** Returns whether a source is older than a body in HUNT. */
  protected abstract isOlder(source: Source<T>, body: string): Promise<boolean>;
  /** Returns the content of a row's file, and its subdirectory in the directory of the pull. */
  protected abstract write(
    row: T,
    body: string,
    file: SourceFile | undefined,
    signal: AbortSignal | undefined,
  ): Promise<{ text: string; directory: string }>;

  /** Returns the changes that a push of these sources would make. */
  abstract diff(sources: readonly SourceInput[], options?: PlanOptions): Promise<P>;

  /** Returns the newest body and its SHA-256 (vendor's module: `GET {id}/LatestVersion`). */
  latestVersion(id: string, options: CallOptions = {}): Promise<LatestVersion> {
    const { signal } = requireKnownKeys(options, callKeys);
    return this.call("GET", "{id}/LatestVersion", { params: { id }, schema: Latest, signal });
  }

  /**
   * Updates HUNT from these sources, which are matched by their GUIDs. It creates new rows, updates those
   * that differ, and leaves all others unchanged.
   *
   * @throws {HuntInputError} if a source is invalid, or two have the same GUID. Nothing was sent.
   * @throws {HuntPushError} `conflict`, or `stopped` at the first failure, with the changes that were made
   */
  async push(sources: readonly SourceInput[], options: PushOptions = {}): Promise<PushReport<P>> {
    const { dryRun, onProgress, ...planOptions } = requireKnownKeys(options, pushKeys);
    const plan = await this.diff(sources, planOptions);
    if (dryRun) return { plan, done: [] };
    requireNoConflicts(plan);
    return { plan, done: await runSteps(this.steps(plan, planOptions), onProgress) };
  }

  /** Pushes one source. Throws like {@link push}. */
  async import(source: SourceInput, options: PlanOptions = {}): Promise<Imported> {
    const { plan, done } = await this.push([source], requireKnownKeys(options, planKeys));
    for (const { action, id } of done) if (action !== "variable") return { action, id };
    return { action: "unchanged", id: plan.unchanged[0]!.current.id };
  }

  /**
   * Writes every row to a directory: to the file with its GUID, or to a new file with its name. Rows that
   * cannot be written, or would overwrite another file, are skipped. `skipped` of the report has the reasons.
   */
  async pull(directory: string, options: CallOptions = {}): Promise<PullReport> {
    const { signal } = requireKnownKeys(options, callKeys);
    const rows = await this.list({}, { preserveOrder: true, signal }).toArray();
    const bodies = await runConcurrently(
      rows,
      concurrency,
      async ({ id }, end) => (await this.latestVersion(id, { signal: end })).body ?? "",
      signal,
    );
    return pullInto(
      directory,
      this.endings,
      rows.map((row, index) => ({
        id: row.id,
        guid: this.guidOf(row),
        name: row.name ?? "",
        reason: bodies[index]!.trim() === "" ? "no-body" : this.whyNoFile(row),
        write: (file) => this.write(row, bodies[index]!, file, signal),
      })),
      async (file) => (await this.read(file)).guid,
    );
  }

  /** Returns why a row cannot be a file; null if it can. */
  protected whyNoFile(_row: T): SkipReason | null {
    return null;
  }

  /** Updates a row: a POST with an ID replaces it (vendor's module). */
  protected replace(id: string, data: Partial<T>, options: CallOptions): Promise<T> {
    return this.create({ ...data, id }, options);
  }

  /** Returns the changes to make, in order. */
  protected steps({ create, update }: P, { activate, signal }: PlanOptions): Step[] {
    const data = ({ row, guid }: Source<T>, active: boolean | null | undefined): Partial<T> => ({
      ...row,
      ...this.identify(guid),
      active,
    });
    return [
      ...create.map((source) => ({
        ...toStep("create", source),
        run: () => this.create(data(source, activate ?? false), { signal }),
      })),
      ...update.map(({ source, current }) => ({
        ...toStep("update", source),
        run: () => this.replace(current.id, data(source, activate ?? current.active), { signal }),
      })),
    ];
  }

  /**
   * Compares sources with HUNT. It lists all rows once, and fetches the newest body of each row that has a
   * source.
   */
  protected async compare(inputs: readonly SourceInput[], options: PlanOptions): Promise<Plan<T>> {
    const { id, force = false, signal } = requireKnownKeys(options, planKeys);
    const sources = await Promise.all(
      requireArgument("sources", inputs, "list").map((input) => this.read(input)),
    );
    requireUnique(sources);
    const rows = await this.list({ fields: this.columns }, { signal }).toArray();
    const ownGuid = (row: T) => this.guidOf(row);
    const guidOf = id === undefined ? ownGuid : adoptRow(id, sources, rows, ownGuid);
    const { create, known, conflicts } = matchRows(sources, rows, guidOf, force);
    const plan: Plan<T> = { create, update: [], unchanged: [], conflicts };
    const compared = await runConcurrently(
      known,
      concurrency,
      async (each, end) => ({ ...each, ...(await this.#changes(each, { ...options, signal: end })) }),
      signal,
    );
    for (const { source, current, changes, reason } of compared) {
      if (changes.length === 0) plan.unchanged.push({ source, current });
      else if (reason && !force) plan.conflicts.push(createConflict(source, reason, [current]));
      else plan.update.push({ source, current, changes });
    }
    return plan;
  }

  async #changes(
    { source, current }: MatchedSource<T>,
    { activate, signal }: PlanOptions,
  ): Promise<{ changes: Change[]; reason: ConflictReason | null }> {
    const latest = await this.latestVersion(current.id, { signal });
    const row = {
      ...source.row,
      ...this.identify(source.guid),
      ...(activate !== undefined && { active: activate }),
    };
    const changes = listChanges(current, latest, row, this.words);
    if (!changes.some(({ part }) => part === "body")) return { changes, reason: null };
    if (typeof latest.body !== "string") return { changes, reason: "no-body" };
    return { changes, reason: (await this.isOlder(source, latest.body)) ? "newer" : null };
  }
}

function toStep(action: Step["action"], { name, path }: Source<unknown>): Omit<Step, "run"> {
  return { action, name, path };
}

/** Returns the email address of the user who created a row; null if HUNT does not return it to this token. */
export async function findAuthor(
  { createdBy }: { createdBy?: string | null | undefined },
  send: Send,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (!createdBy) return null;
  try {
    return (await new Collection(send, users).get(createdBy, { signal })).email ?? null;
  } catch (error) {
    // Analysts might not be allowed to read other users, and users are deleted.
    if (isUnavailable(error)) return null;
    throw error;
  }
}
