import type { InstanceReport, ModelReport, ValueKind } from "@huntkit/catalog";
import type { ModelDefinition, PropertyDefinition, SeedContext, SeedRow } from "./data/definition.js";
import type { SandboxOptions } from "./options.js";
import type { SharedClass } from "./remoting/shared-class.js";

/** The caller's own tokens, which a report lists next to the models. */
const ownTokens = "users/me/accessTokens";

/** Number of rows of a model that only the report describes. */
const rowsOfUnknownModel = 3;

/** Models that are always kept, because signing in and checking tokens require them. */
const indispensable = new Set(["user", "AccessToken"]);

/**
 * Validates the description of an instance. It may come from a file.
 *
 * @throws {TypeError} that names the missing part
 */
export function requireReport(data: unknown): InstanceReport {
  const report = data as Partial<InstanceReport> | null;
  if (typeof report !== "object" || report === null || report.report !== 1)
    throw new TypeError("'like' must be a description that `hunt doctor --report` wrote.");
  for (const name of ["models", "assumptions"] as const) {
    if (typeof report[name] !== "object" || report[name] === null)
      throw new TypeError(`'like' must be a description with '${name}'.`);
  }
  if (report.routes !== null && !Array.isArray(report.routes))
    throw new TypeError("'like' must be a description with 'routes': a list, or null.");
  return report as InstanceReport;
}

/**
 * Returns the options that follow from a description: how the database behaves, and the names of the token
 * routes.
 */
export function getOptionsLike({
  assumptions,
  routes,
  tokenRoutes,
}: InstanceReport): Partial<SandboxOptions> {
  const has = (path: string): boolean =>
    tokenRoutes.some((route) => normalizeRoute(route) === normalizeRoute(`GET ${path}`));
  const name = (["accessTokens", "apiTokens"] as const).find((each) => has(`/users/{id}/${each}`));
  return {
    ...(typeof assumptions["or-needs-and"] === "boolean" && {
      connector: assumptions["or-needs-and"] ? 3 : 5,
    }),
    ...(typeof assumptions["native-ids"] === "boolean" && {
      columns: assumptions["native-ids"] ? "native" : "own",
    }),
    ...(routes !== null && {
      tokenRoutes: name ?? "none",
      tokenModel: name !== undefined && has(`/${name}`),
    }),
  };
}

/**
 * Adapts the models to those of an instance. A missing field is hidden, and models and fields that only the
 * instance has are added. Seeds can still read the hidden fields of other models.
 */
export function shapeModels(
  models: readonly ModelDefinition[],
  { models: reports }: InstanceReport,
): ModelDefinition[] {
  const found = new Map(Object.entries(reports).map(([route, report]) => [route.toLowerCase(), report]));
  const own = new Set(models.map(({ plural }) => plural.toLowerCase()));
  return [
    ...models.map((model) => shapeModel(model, found.get(model.plural.toLowerCase()))),
    ...Object.entries(reports)
      .filter(
        ([route, { state }]) => state === "rows" && route !== ownTokens && !own.has(route.toLowerCase()),
      )
      .map(([route, { fields = {} }]) => createModel(route, fields)),
  ];
}

function shapeModel(model: ModelDefinition, report: ModelReport | undefined): ModelDefinition {
  const fields = report?.fields;
  if (fields === undefined) return model;
  const own = Object.entries(model.properties).map(([name, property]): [string, PropertyDefinition] => [
    name,
    fields[name] === undefined ? { ...property, hidden: true } : property,
  ]);
  const added = Object.entries(fields).filter(
    ([name]) => name !== "id" && model.properties[name] === undefined,
  );
  return {
    ...model,
    properties: Object.fromEntries([
      ...own,
      ...added.map(([name, kind]): [string, PropertyDefinition] => [name, toProperty(kind)]),
    ]),
  };
}

function createModel(route: string, fields: Readonly<Record<string, ValueKind>>): ModelDefinition {
  const properties = Object.entries(fields).filter(([name]) => name !== "id");
  return {
    name: route,
    plural: route,
    isReadOnly: true,
    properties: Object.fromEntries(properties.map(([name, kind]) => [name, toProperty(kind)])),
    seed: (context) =>
      Array.from({ length: rowsOfUnknownModel }, (_, index): SeedRow =>
        Object.fromEntries(properties.map(([name, kind]) => [name, invent(kind, name, index, context)])),
      ),
  };
}

function toProperty(kind: ValueKind): PropertyDefinition {
  switch (kind) {
    case "number":
    case "boolean":
    case "date":
    case "array":
    case "object":
      return { type: kind };
    case "numeric string":
      return { type: "number", column: "bigint" };
    default:
      return { type: "string" };
  }
}

function invent(kind: ValueKind, name: string, index: number, { random, daysAgo }: SeedContext): unknown {
  switch (kind) {
    case "uuid":
      return random.uuid();
    case "date":
      return daysAgo(index + 1);
    case "number":
    case "numeric string":
      return index;
    case "boolean":
      return index === 0;
    case "array":
      return [];
    case "object":
      return {};
    case "null":
      return null;
    default:
      return `${name} ${index + 1}`;
  }
}

/** Removes the classes and methods that an instance does not have. `GET /version` is kept. */
export function shapeClasses(
  classes: ReadonlyMap<string, SharedClass>,
  { models, routes }: InstanceReport,
): Map<string, SharedClass> {
  const missing = new Set(
    Object.entries(models)
      .filter(([, { state }]) => state === "missing")
      .map(([route]) => route.toLowerCase()),
  );
  const offered = routes && new Set(routes.map(normalizeRoute));
  const shaped = [...classes].flatMap(([path, each]): [string, SharedClass][] => {
    if (path === "version") return [[path, each]];
    if (missing.has(path) && !indispensable.has(each.name)) return [];
    if (offered === null) return [[path, each]];
    const methods = each.methods.filter((method) => {
      const below = method.path === "/" ? "" : method.path.replace(/:(\w+)/g, "{$1}");
      return offered.has(normalizeRoute(`${method.verb} /${each.path}${below}`));
    });
    return methods.length === 0 ? [] : [[path, { ...each, methods }]];
  });
  return new Map(shaped);
}

/** Normalizes a route for comparison: case and the names of parameters do not matter. */
function normalizeRoute(route: string): string {
  return route.replace(/\{\w+\}/g, "{}").toLowerCase();
}
