import { fileURLToPath } from "node:url";
import { compactCatalog } from "@huntkit/build-plugins";
import { type Field, type Fields, type Model, models } from "@huntkit/catalog";
import { describe, expect, it } from "vitest";

type Models = Readonly<Record<string, Model>>;
type Load = (id: string) => Promise<{ readonly code: string }>;

const catalog = models as unknown as Models;

/** Returns the models in the module that replaces the catalog in a bundle. */
async function loadCompactModels(): Promise<Models> {
  const { load } = compactCatalog() as unknown as { readonly load: Load };
  const { code } = await load(fileURLToPath(import.meta.resolve("@huntkit/catalog")));
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { models: Models };
  return module.models;
}

/** Returns the types of the fields that a client reads, by their names. */
const listTypes = (fields: Fields): [name: string, type: unknown][] =>
  Object.entries(fields)
    .filter(([, { hidden, only }]) => hidden || only !== "sandbox")
    .map(([name, field]) => [name, describeType(field)]);

const describeType = (field: Field): unknown => (field.fields ? listTypes(field.fields) : field.type);

describe("the catalog in a bundle", () => {
  it("has the models of the catalog, in the same order", async () => {
    expect(Object.keys(await loadCompactModels())).toEqual(Object.keys(catalog));
  });

  it.each(Object.keys(catalog))("has the fields of %s, in the same order", async (name) => {
    const { [name]: model } = await loadCompactModels();

    expect(model!.route).toBe(catalog[name]!.route);
    expect(listTypes(model!.fields)).toEqual(listTypes(catalog[name]!.fields));
    expect(listTypes(model!.inputs ?? {})).toEqual(listTypes(catalog[name]!.inputs ?? {}));
  });
});
