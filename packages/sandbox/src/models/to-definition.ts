import type { Field, Model, models } from "@huntkit/catalog";
import type {
  ModelDefinition,
  PropertyDefinition,
  PropertyType,
  RelationDefinition,
} from "../data/definition.js";

/** The sandbox's additions to the models of the catalog, by their names there: access, hooks, and seeds. */
export type ModelBehaviors = Readonly<
  Partial<
    Record<
      keyof typeof models,
      Omit<ModelDefinition, "name" | "plural" | "properties"> & {
        readonly plural?: string;
        /** Columns that only views of the model show. */
        readonly internal?: Readonly<Record<string, PropertyType>>;
      }
    >
  >
>;

/** The models for which `DELETE /{model}` was available in 2021 (live specification). */
const modelsWithDeleteAll: ReadonlySet<string> = new Set([
  "Addresses",
  "AddressDetails",
  "AgentDetails",
  "AgentKeyDetails",
  "AgentKeys",
  "AgentMetrics",
  "Agents",
]);

/** Returns a model of the catalog in LoopBack's terms. */
export function toDefinition(
  { name, route, fields, isReadOnly, hasMany = {} }: Model,
  { internal = {}, relations = {}, ...behavior }: NonNullable<ModelBehaviors[keyof ModelBehaviors]> = {},
): ModelDefinition {
  const own = Object.entries(fields).filter(([field, { only }]) => field !== "id" && only !== "client");
  return {
    name,
    plural: route,
    ...(modelsWithDeleteAll.has(route) && { hasDeleteAll: true }),
    ...(fields["id"]?.format === "uuid" && { idColumn: "uuid" }),
    properties: Object.fromEntries([
      ...own.map(([field, definition]) => [field, toProperty(definition)]),
      ...Object.entries(internal).map(([field, type]) => [field, { type, hidden: true, internal: true }]),
    ]),
    ...(isReadOnly && { isReadOnly }),
    relations: Object.fromEntries([
      ...own.flatMap(([foreignKey, field]) => toBelongsTo(foreignKey, field)),
      ...Object.entries(hasMany).map(([relation, to]) => [relation, { type: "hasMany", ...to }]),
      ...Object.entries(relations),
    ]),
    ...behavior,
  };
}

function toProperty(field: Field): PropertyDefinition {
  const { type, format, reference, asText, required, hidden, unique, default: value } = field;
  return {
    type,
    ...(format === "uuid" && reference !== undefined && { column: "uuid" }),
    ...(asText && { column: "bigint" }),
    ...(required && { required }),
    ...(hidden && { hidden }),
    ...(unique && { unique }),
    ...(type === "date" && value === "now" && { defaultFn: "now" }),
    ...(type !== "date" && value !== undefined && { default: value }),
  };
}

function toBelongsTo(foreignKey: string, { relation, reference }: Field): [string, RelationDefinition][] {
  if (relation === undefined || reference === undefined) return [];
  return [[relation, { type: "belongsTo", model: reference, foreignKey }]];
}
