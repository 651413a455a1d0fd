import { models as catalog } from "@huntkit/catalog";
import * as z from "zod/mini";
import { Collection } from "../collection.js";
import { isUnavailable } from "../errors/request-errors.js";
import type { CallOptions, Send } from "../http/request.js";
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

const users = new CatalogModel(catalog.users);

const Latest: z.ZodMiniType<LatestVersion> = z.looseObject({
  body: z.nullish(z.string()),
  sha256: z.nullish(z.string()),
});

/** How many bodies are fetched side by side. */
const lanes = 4;

/** How to compare and to push. */
export interface PlanOptions extends CallOptions {
  /** Goes back to an older version, and takes a name that another has already. */
  force?: boolean | undefined;
  /** Turns on, or with false off, what is pushed. Unless told, what is new is off, as the vendor's tools do it, and what is there stays as it is. */
  activate?: boolean | undefined;
  /** The row that the one source updates, where HUNT does not know its GUID yet. */
  id?: string | undefined;
}

export interface PushOptions extends PlanOptions {
  /** Changes nothing and gives the plan. */
  dryRun?: boolean | undefined;
  /** Called after each thing that was done. */
  onProgress?: ((progress: PushProgress) => void) | undefined;
}

/** What a push was to do, and what it did; nothing in a dry run. */
export interface PushReport<P> {
  plan: P;
  done: AppliedChange[];
}

/** What came of one source. */
export interface Imported {
  action: "create" | "update" | "unchanged";
  /** HUNT's row. */
  id: string;
}

interface SourceRow {
  id: string;
  name?: string | null | undefined;
  active?: boolean | null | undefined;
}

/** Records that come from files, each known by a GUID of its own: extensions and rules. */
export abstract class SourceCollection<
  T extends SourceRow,
  P extends Plan<T> = Plan<T>,
> extends Collection<T> {
  /** What a comparison needs of the rows. */
  protected abstract readonly columns: readonly Property<T>[];
  /** The columns that mean the same in any case, which sources have in lower case. */
  protected abstract readonly words: readonly Property<T>[];
  /** What files' names end with, behind the dot; new ones with the first. */
  protected abstract readonly endings: readonly [string, ...string[]];
  protected abstract read(input: SourceInput): Promise<Source<T>>;
  /** The GUID of a row; empty where it has none. */
  protected abstract guidOf(row: T): string;
  /** What tells HUNT the GUID. */
  protected abstract identify(guid: string): Partial<T>;
  /** Whether a source is an older version than a body of HUNT's. */
  protected abstract isOlder(source: Source<T>, body: string): Promise<boolean>;
  /** The text of a row's file, and the folder for it below the one that is pulled into. */
  protected abstract write(
    row: T,
    body: string,
    file: SourceFile | undefined,
    signal: AbortSignal | undefined,
  ): Promise<{ text: string; folder: string }>;

  /** What a push of these sources would do. */
  abstract diff(sources: readonly SourceInput[], options?: PlanOptions): Promise<P>;

  /** The newest body and its SHA-256 (vendor: `GET {id}/LatestVersion`). */
  latestVersion(id: string, { signal }: CallOptions = {}): Promise<LatestVersion> {
    return this.call("GET", "{id}/LatestVersion", { params: { id }, schema: Latest, signal });
  }

  /**
   * Brings HUNT up to these sources, by their GUIDs: makes what is new, updates what differs, leaves the rest alone.
   *
   * @throws {HuntInputError} for a source that cannot be used, or two with the same GUID; nothing was sent
   * @throws {HuntPushError} `conflict`, or `stopped` at the first failure, with what was done
   */
  async push(sources: readonly SourceInput[], options: PushOptions = {}): Promise<PushReport<P>> {
    const plan = await this.diff(sources, options);
    if (options.dryRun) return { plan, done: [] };
    requireNoConflicts(plan);
    return { plan, done: await runSteps(this.steps(plan, options), options.onProgress) };
  }

  /** As {@link push} with one source. */
  async import(source: SourceInput, options: PlanOptions = {}): Promise<Imported> {
    const { plan, done } = await this.push([source], options);
    for (const { action, id } of done) if (action !== "variable") return { action, id };
    return { action: "unchanged", id: plan.unchanged[0]!.current.id };
  }

  /**
   * Writes every one into a folder: over the file with its GUID where there is one, else into a new file called by its name.
   * What cannot be a file, or would be one in place of another, is skipped; `skipped` of the report says why.
   */
  async pull(folder: string, { signal }: CallOptions = {}): Promise<PullReport> {
    const rows = await this.list({}, { preserveOrder: true, signal }).toArray();
    const bodies = await runConcurrently(
      rows,
      lanes,
      async ({ id }, end) => (await this.latestVersion(id, { signal: end })).body ?? "",
      signal,
    );
    return pullInto(
      folder,
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

  /** Why a row cannot be a file; null for one that can. */
  protected whyNoFile(_row: T): SkipReason | null {
    return null;
  }

  /** Updates a row: a POST with an id keeps it (vendor). */
  protected replace(id: string, data: Partial<T>, options: CallOptions): Promise<T> {
    return this.create({ ...data, id }, options);
  }

  /** What to do, in order. */
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

  /** The plan, by one listing of all rows and the newest body of each that is among the sources. */
  protected async compare(inputs: readonly SourceInput[], options: PlanOptions): Promise<Plan<T>> {
    const { id, force = false, signal } = options;
    const sources = await Promise.all(inputs.map((input) => this.read(input)));
    requireUnique(sources);
    const rows = await this.list({ fields: this.columns }, { signal }).toArray();
    const ownGuid = (row: T) => this.guidOf(row);
    const guidOf = id === undefined ? ownGuid : adoptRow(id, sources, rows, ownGuid);
    const { create, known, conflicts } = matchRows(sources, rows, guidOf, force);
    const plan: Plan<T> = { create, update: [], unchanged: [], conflicts };
    const compared = await runConcurrently(
      known,
      lanes,
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

/** The e-mail address of who made a row; null where HUNT does not tell, or not to this token. */
export async function findAuthor(
  { createdBy }: { createdBy?: string | null | undefined },
  send: Send,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (!createdBy) return null;
  try {
    return (await new Collection(send, users).get(createdBy, { signal })).email ?? null;
  } catch (error) {
    // Analysts may not see other users, and users come and go.
    if (isUnavailable(error)) return null;
    throw error;
  }
}
