import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";
import { findDist } from "./embed-package.js";

/** The parts of a field that a client reads. */
const fieldParts = [
  "type",
  "accepts",
  "relation",
  "reference",
  "only",
  "values",
  "hasAllValues",
  "hasVaryingCase",
  "storedValues",
  "hasSharedValues",
  "unique",
  "hidden",
  "min",
  "max",
  "isInteger",
  "typeProperty",
  "past",
  "pattern",
];

/** The parts of a field that the plugin reads. */
interface Field {
  readonly fields?: Fields;
  readonly hidden?: true;
  readonly only?: string;
  readonly required?: true;
  readonly writable?: true;
  readonly format?: string;
  readonly default?: unknown;
  readonly pattern?: string;
}
type Fields = Readonly<Record<string, Field>>;

interface Model {
  readonly name: string;
  readonly route: string;
  readonly known: string;
  readonly fieldsKnown?: string;
  readonly fields: Fields;
  readonly hasMany?: unknown;
  readonly nouns?: unknown;
  readonly builtIn?: unknown;
  readonly parent?: string;
  readonly inputs?: Fields;
}

type Models = Readonly<Record<string, Model>>;

/** The models that the check of a token needs. */
const tokenModels: ReadonlySet<string> = new Set(["accessTokens", "users"]);

/**
 * Reduces the catalog in a bundle to the parts that a client reads: names, routes, relations, the names, types,
 * values, and rules of fields, UUIDs, and times that HUNT or a host sets. Equal objects are declared once. This reduces the size to a
 * third, which matters in the Action. All models except those of a token are created when one of them is first read.
 *
 * @param directory of the package that depends on the catalog. Default: the current directory.
 */
export function compactCatalog(directory?: string): Plugin {
  const file = join(findDist("@huntkit/catalog", directory), "index.js");
  return {
    name: "compact-catalog",
    async load(id) {
      if (id !== file) return null;
      const { models, ...named } = (await import(pathToFileURL(file).href)) as { models: Models };
      const values = Object.entries(named).filter(([name]) => !(name in models));
      const isTokenModel = ([name]: [string, Model]) => tokenModels.has(name);
      const entries = Object.entries(models);
      const token = declareModels(entries.filter(isTokenModel));
      const others = declareModels(entries.filter((entry) => !isTokenModel(entry)));
      const lines = [
        `const token = /* @__PURE__ */ (() => { ${token} })();`,
        `const createOthers = () => { ${others} };`,
        defineModels,
        `export const models = /* @__PURE__ */ defineModels(${JSON.stringify(Object.keys(models))});`,
        ...values.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`),
      ];
      return { code: lines.join("\n"), map: null };
    },
  };
}

/** The source of a function that returns an object with all models. */
const defineModels = `let others;
const defineModels = (names) => {
  const getModel = (name) => token[name] ?? (others ??= createOthers())[name];
  const properties = names.map((name) => [name, { enumerable: true, get: () => getModel(name) }]);
  return Object.defineProperties({}, Object.fromEntries(properties));
};`;

/** Returns the statements of a function that returns models by their names. */
function declareModels(models: readonly (readonly [key: string, model: Model])[]): string {
  const constants = new Constants();
  // Shorter objects come first, because longer ones can start with all of their fields.
  const shapes = models.flatMap(([, { fields, inputs }]) => (inputs ? [fields, inputs] : [fields]));
  for (const fields of shapes.toSorted((one, other) => listFields(one).length - listFields(other).length))
    formatFields(fields, constants);
  const entries = models.map(
    ([key, { name, route, nouns, known, fieldsKnown, hasMany, parent, builtIn, inputs, fields }]) =>
      `${key}: { ...${JSON.stringify({ name, route, nouns, known, fieldsKnown, hasMany, parent, builtIn })}, fields: ${formatFields(fields, constants)}${inputs ? `, inputs: ${formatFields(inputs, constants)}` : ""} }`,
  );
  return [...constants.declarations, `return { ${entries.join(", ")} };`].join("\n");
}

/** Constants, with each source text declared once. */
class Constants {
  readonly #names = new Map<string, string>();
  /** The names of objects, by their properties. */
  readonly #objects = new Map<string, string>();

  /** Returns the name of a constant with this source text. */
  name(source: string): string {
    const name = this.#names.get(source) ?? `constant${this.#names.size}`;
    this.#names.set(source, name);
    return name;
  }

  /** Returns the name of a constant with this object. It spreads the longest one that has its first properties. */
  nameObject(properties: readonly string[]): string {
    const source = properties.join(", ");
    const known = this.#objects.get(source);
    if (known !== undefined) return known;
    const starts = [...this.#objects.keys()].filter((other) => source.startsWith(`${other}, `));
    const start = starts.reduce((one, other) => (other.length > one.length ? other : one), "");
    const rest = start === "" ? source : `...${this.#objects.get(start)}${source.slice(start.length)}`;
    const name = this.name(`{ ${rest} }`);
    this.#objects.set(source, name);
    return name;
  }

  get declarations(): string[] {
    return Array.from(this.#names, ([source, name]) => `const ${name} = ${source};`);
  }
}

function formatFields(fields: Fields, constants: Constants): string {
  const entries = listFields(fields).map(([name, field]) => {
    const source = field.fields
      ? `{ type: "object", fields: ${formatFields(field.fields, constants)} }`
      : JSON.stringify(field, listParts(field));
    return `${name}: ${constants.name(source)}`;
  });
  return constants.nameObject(entries);
}

function listFields(fields: Fields): [name: string, field: Field][] {
  return Object.entries(fields).filter(([, { hidden, only }]) => hidden || only !== "sandbox");
}

/** A client checks only UUIDs, hashes, URLs, IP addresses, times that HUNT sets, and required values of a body. */
function listParts({ format, default: value, writable, pattern }: Field): string[] {
  return [
    ...fieldParts,
    ...(writable ? ["required", "writable"] : []),
    ...(/^(url|ip|network|md5|sha1|sha256)$/.test(format ?? "") ? ["format"] : []),
    ...(format === "uuid" ? ["format", "known"] : []),
    ...(value === "now" ? ["default"] : []),
    ...(pattern === undefined ? [] : ["description"]),
  ];
}
