import type { Extension } from "@huntkit/catalog";
import type { Collection } from "../collection.js";
import type { TaskClient } from "../collections.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { formatDidYouMean } from "../errors/nearest-names.js";
import { maxPageSize } from "../paging/page.js";
import type { CallOptions } from "../http/request.js";
import type { Filter, Property, Where } from "../query/filter.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { requireDeclaredArguments } from "../extensions/extension-arguments.js";
import { isUuid } from "../ids.js";
import { escapeLike } from "../query/like-pattern.js";
import type { ScanExtension } from "./scan-options.js";

/** A row with a name. */
interface Named {
  id: string;
  name?: string | null | undefined;
}

interface ResolveOptions<T> extends CallOptions {
  /** Properties to read in addition to ID and name. */
  fields?: readonly Property<T>[];
  /** Condition on the rows to search. */
  within?: Where<T>;
}

/** Maximum number of names in an error. */
const maxNames = 20;

/**
 * Finds rows by their names or IDs, with one query. A UUID is an ID, and anything else is a name: first in
 * exactly this case, then in any case.
 *
 * @param what kind of the rows, for errors: `extension`
 * @returns a row for each requested one, in the same order
 * @throws {HuntInputError} `input` is `what`; `problem` is `empty`, `not-found`, or `ambiguous` if several rows
 *   have the name
 */
export async function resolveAll<T extends Named>(
  collection: Collection<T>,
  what: string,
  wanted: readonly string[],
  { fields = [], within, signal }: ResolveOptions<T> = {},
): Promise<T[]> {
  if (wanted.length === 0) return [];
  for (const key of wanted)
    if (typeof key !== "string" || key.trim() === "")
      throw new HuntInputError(what, "empty", `${what}: a name or an ID is required.`);
  const or = wanted.flatMap<object>((key) =>
    isUuid(key) ? [{ id: key.toLowerCase() }] : [{ name: key }, { name: { ilike: escapeLike(key) } }],
  );
  const filter = {
    where: { and: [...(within ? [within] : []), { or }] },
    fields: ["name", ...fields],
  } as unknown as Filter<T>;
  const rows = await collection.list(filter, { signal }).toArray();
  const found = wanted.map((key) => chooseRow(rows, key, what));
  if (found.every((row) => row !== undefined)) return found;
  throw createUnknownNameError(
    what,
    wanted[found.indexOf(undefined)]!,
    await listNames(collection, within, signal),
  );
}

/** Finds one row by its name or ID. Throws like {@link resolveAll}. */
export async function resolveOne<T extends Named>(
  collection: Collection<T>,
  what: string,
  wanted: string,
  options?: ResolveOptions<T>,
): Promise<T> {
  return (await resolveAll(collection, what, [wanted], options))[0]!;
}

function chooseRow<T extends Named>(rows: readonly T[], key: string, what: string): T | undefined {
  const wanted = key.toLowerCase();
  if (isUuid(key)) return rows.find(({ id }) => id.toLowerCase() === wanted);
  const exact = rows.filter(({ name }) => name === key);
  const candidates = exact.length > 0 ? exact : rows.filter(({ name }) => name?.toLowerCase() === wanted);
  if (candidates.length <= 1) return candidates[0];
  const list = candidates
    .slice(0, maxNames)
    .map(({ id, name }) => `${formatName(name)} (${escapeToSingleLine(id)})`)
    .join(", ");
  throw new HuntInputError(
    what,
    "ambiguous",
    `${what}: ${candidates.length} are named ${formatName(key)}: ${list}. Use one of these IDs.`,
  );
}

async function listNames<T extends Named>(
  collection: Collection<T>,
  within: Where<T> | undefined,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const filter = {
    where: within,
    fields: ["name"],
    order: "name",
    limit: maxPageSize,
  } as unknown as Filter<T>;
  return (await collection.list(filter, { signal }).toArray()).map(({ name }) => name ?? "");
}

function createUnknownNameError(what: string, key: string, names: readonly string[]): HuntInputError {
  const more = names.length > maxNames ? `, and ${names.length - maxNames} more` : "";
  const list = names.slice(0, maxNames).map(formatName).join(", ") + more;
  const all = names.length > 0 ? `Existing names: ${list}.` : "No others exist.";
  const sentences = [`${formatName(key)} does not exist in HUNT.`, formatDidYouMean(key, names), all];
  return new HuntInputError(what, "not-found", `${what}: ${sentences.filter(Boolean).join(" ")}`);
}

function formatName(name: string | null | undefined): string {
  return `"${escapeToSingleLine(name ?? "", 80)}"`;
}

/**
 * Returns the target group with a name of the vendor's, such as `OnDemand`. It is created in the first
 * controller group if it does not exist.
 *
 * @returns its ID, and whether it was created
 * @throws {HuntInputError} `input: "targetGroup"`, `problem: "missing"` if there is no controller group to
 *   create it in
 */
export async function ensureTargetGroup(
  { targets, controllerGroups }: TaskClient,
  name: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const known = await targets.list({ where: { name }, limit: 1 }, { signal }).first();
  if (known) return { id: known.id, isNew: false };
  const group = await controllerGroups.list({ limit: 1 }, { signal }).first();
  if (group) {
    const { id } = await targets.create({ name, controllerGroupId: group.id }, { signal });
    return { id, isNew: true };
  }
  throw new HuntInputError(
    "targetGroup",
    "missing",
    `targetGroup: no controller group exists, so ${name} cannot be created. Pass a target group, or create a controller group first.`,
  );
}

/** An extension to run, by ID or name, optionally with arguments and its position in the order. */
export type ExtensionChoice =
  | string
  | (Omit<ScanExtension, "id"> & {
      /** ID or name of the extension. */
      extension: string;
    });

/**
 * Converts extensions by ID or name to HUNT's format. They run in the order of the list by default.
 *
 * @param type the only allowed type. Default: any type.
 * @throws {HuntInputError} `input: "extension"`; `problem` is `not-found`, `ambiguous`, `empty`, or `type`; or as
 *   {@link requireDeclaredArguments}
 */
export async function resolveExtensions(
  { extensions }: TaskClient,
  choices: readonly ExtensionChoice[],
  { type, signal }: { type?: "response"; signal?: AbortSignal | undefined } = {},
): Promise<ScanExtension[]> {
  const wanted = choices.map(toExtensionObject);
  const found = await resolveAll(
    extensions,
    "extension",
    wanted.map(({ extension }) => extension),
    { fields: ["type"], signal },
  );
  const wrong = type && found.find((extension) => extension.type !== type);
  if (wrong) throw createWrongTypeError(wrong, type);
  await Promise.all(
    found.map((extension, index) =>
      requireDeclaredArguments(extensions, extension, wanted[index]!.args, { signal }),
    ),
  );
  return found.map(({ id }, index) => {
    const { extension: _, ...rest } = wanted[index]!;
    return { order: index, ...rest, id };
  });
}

function toExtensionObject(choice: ExtensionChoice): Exclude<ExtensionChoice, string> {
  return typeof choice === "string" ? { extension: choice } : choice;
}

function createWrongTypeError({ name, type }: Extension, wanted: string): HuntInputError {
  return new HuntInputError(
    "extension",
    "type",
    `extension: "${escapeToSingleLine(name ?? "", 80)}" is of type ${escapeToSingleLine(String(type), 80)}, not ${wanted}. To run it in a scan, pass it in extensions of scanTarget or scanTargetGroup.`,
  );
}
