import { models as catalog, type Field, type Fields, type Model } from "@huntkit/catalog";
import { hasUuidFormat, hasUuids, isUuid } from "../ids.js";

/** What is known of the records at a path. */
export interface KnownRecords {
  /** Path of the list of these records. */
  readonly route: string;
  /** What messages call one record and several; undefined for a model without names. */
  readonly nouns: Model["nouns"] | undefined;
  /** Their fields in the catalog; null if the model is not in it. */
  readonly fields: Fields | null;
  /** Whether their IDs are known to be UUIDs. */
  readonly hasUuids: boolean;
  /** The fields that HUNT accepts, but does not return. */
  readonly inputs: Fields;
  /** Field with the ID of the record that they belong to; undefined if there is none. */
  readonly parent: string | undefined;
  /** Those of them that HUNT depends on; undefined if there are none. */
  readonly builtIn: BuiltIn | undefined;
  /** Names of their relations in the catalog; null for a model that is not in it. */
  readonly relations: readonly string[] | null;
}

/** The records of a model that must not be changed, by one of their properties. */
export interface BuiltIn extends NonNullable<Model["builtIn"]> {
  /** LoopBack name of the model. */
  readonly model: string;
}

/** Models by their routes in lower case, and by their names. */
interface ModelIndex {
  readonly byRoute: ReadonlyMap<string, Model>;
  readonly byName: ReadonlyMap<string, Model>;
}

let modelIndex: ModelIndex | undefined;

/** Creates the index on first use, because it reads all models. */
function getModelIndex(): ModelIndex {
  if (modelIndex) return modelIndex;
  const entries = Object.values(catalog as unknown as Record<string, Model>);
  const byRoute = new Map(entries.map((model) => [model.route.toLowerCase(), model]));
  const byName = new Map(entries.map((model) => [model.name, model]));
  return (modelIndex = { byRoute, byName });
}

/** Methods at the end of a list's path (LoopBack 3; `csv` is HUNT's own). */
const listMethods = new Set(["count", "csv", "findone"]);

/**
 * Returns what is known of the records that a path reads, such as `Alerts`, `Alerts/count`, or
 * `targets/{id}/agents`.
 *
 * @param segments segments of the path that is sent
 */
export function findKnownRecords(segments: readonly string[]): KnownRecords {
  const isMethod = segments.length > 1 && listMethods.has(segments.at(-1)!.toLowerCase());
  const list = isMethod || isRecord(segments) ? segments.slice(0, -1) : segments;
  const model = getModelIndex().byRoute.get(list[0]!.toLowerCase());
  return toKnownRecords(list.map(encodeURIComponent).join("/"), findModel(model, list));
}

/** Formats a number of records in a message: `3 alerts`, or `3 records of Widgets` for an unknown model. */
export function formatRecords(count: number, route: string): string {
  const { nouns: [one, many] = [`record of ${route}`, `records of ${route}`] } = findKnownRecords(
    route.split("/"),
  );
  return `${count} ${count === 1 ? one : many}`;
}

/** Returns what is known of the records of a relation; null if the relation is not in the catalog. */
export function findRelatedRecords({ route }: KnownRecords, relation: string): KnownRecords | null {
  const list = route.split("/");
  const model = findModel(getModelIndex().byRoute.get(list[0]!.toLowerCase()), list);
  const related = getModelIndex().byName.get(model?.hasMany?.[relation]?.model ?? "");
  return related ? toKnownRecords(related.route, related) : null;
}

/** Returns what is known of the records of a model; null if the catalog does not have it. */
export function findModelRecords(name: string): KnownRecords | null {
  const model = getModelIndex().byName.get(name);
  return model ? toKnownRecords(model.route, model) : null;
}

/** Returns whether the path is that of one record. */
export function isRecord([, id, ...others]: readonly string[]): boolean {
  return id !== undefined && others.length === 0 && isRecordId(id);
}

/** Returns whether a string has the format of an ID in HUNT: a UUID, a hash, or a number (vendor docs). */
export function isRecordId(text: string): boolean {
  return isUuid(text) || /^(\d+|[0-9a-f]{40})$/i.test(text);
}

function findModel(model: Model | undefined, list: readonly string[]): Model | undefined {
  if (list.length === 1) return model;
  const relation = list.length === 3 ? list[2]!.toLowerCase() : undefined;
  const [, related] =
    Object.entries(model?.hasMany ?? {}).find(([name]) => name.toLowerCase() === relation) ?? [];
  return related && getModelIndex().byName.get(related.model);
}

function toKnownRecords(route: string, model: Model | undefined): KnownRecords {
  return { route, ...(model ? describeModel(model) : unknownModel) };
}

const unknownModel = {
  nouns: undefined,
  fields: null,
  inputs: {},
  builtIn: undefined,
  parent: undefined,
  relations: null,
  hasUuids: false,
} as const;

/** What is known of each model. Each page of a list needs it. */
const descriptions = new Map<Model, Omit<KnownRecords, "route">>();

function describeModel(model: Model): Omit<KnownRecords, "route"> {
  const known = descriptions.get(model);
  if (known) return known;
  const fields = selectFields(model);
  const references = Object.values(fields).flatMap(({ relation }) =>
    relation === undefined ? [] : [relation],
  );
  const { name, nouns, parent, builtIn } = model;
  const hidden = Object.entries(model.fields).filter(([, field]) => field.hidden);
  const description = {
    nouns,
    fields,
    parent,
    inputs: { ...Object.fromEntries(hidden), ...model.inputs },
    builtIn: builtIn && { ...builtIn, model: name },
    relations: [...references, ...Object.keys(model.hasMany ?? {})],
    hasUuids: hasUuids(model),
  };
  descriptions.set(model, description);
  return description;
}

/** Returns the fields that HUNT has. It ignores a condition on a hidden field, as on an unknown one. */
function selectFields(model: Model): Fields {
  const visible = Object.entries(model.fields).filter(
    ([, { only, hidden }]) => only === undefined && !hidden,
  );
  return Object.fromEntries(visible.map(([name, field]) => [name, keepCertainFormat(field, model)]));
}

/** The ID of a user might be a number, so a reference to it might be one, too. */
function keepCertainFormat(field: Field, model: Model): Field {
  const { format, ...others } = field;
  const referred = getModelIndex().byName.get(field.reference ?? "");
  const isCertain = hasUuidFormat(field, model) && (!referred || hasUuids(referred));
  return format !== "uuid" || isCertain ? field : others;
}
