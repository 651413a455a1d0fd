import { describe, expect, it } from "vitest";
import { evidences, models, type Field, type Fields, type Model } from "../src/index.js";

const all = Object.entries<Model>(models);
const names = new Set(all.map(([, { name }]) => name));

/** Returns all fields of a model, including those in objects, by path: `data.scanId`. */
function allFields(fields: Fields, prefix = ""): [path: string, field: Field][] {
  return Object.entries(fields).flatMap(([name, field]): [string, Field][] => [
    [prefix + name, field],
    ...allFields(field.fields ?? {}, `${prefix}${name}.`),
  ]);
}

describe("the catalog", () => {
  it("has unique LoopBack names and routes", () => {
    expect(names.size).toBe(all.length);
    expect(new Set(all.map(([, { route }]) => route.toLowerCase())).size).toBe(all.length);
  });

  it("names models by their routes, except one with a long route", () => {
    const others = all.filter(([name, { route }]) => name.toLowerCase() !== route.toLowerCase());

    expect(others.map(([name]) => name)).toEqual(["extensionVariables"]);
  });
});

describe.each(all)("%s", (_, model) => {
  const fields = allFields(model.fields);

  it("has an ID and a description", () => {
    expect(Object.keys(model.fields)[0]).toBe("id");
    expect(model.description).toMatch(/^[A-Z].*\.$/);
  });

  it("describes each field in one line, as a sentence", () => {
    const undescribed = fields.filter(([, { description }]) => !/^[A-Z].*\.$/.test(description));

    expect(undescribed).toEqual([]);
  });

  it("states the source of each field", () => {
    const marks = new Set(fields.map(([, { known }]) => known ?? model.known));

    expect(evidences).toEqual(expect.arrayContaining([...marks]));
  });

  it("states the unit and the time zone of each date", () => {
    const dates = fields.filter(([, { type }]) => type === "date");

    expect(dates.filter(([, { description }]) => !description.includes("(ISO 8601, UTC)"))).toEqual([]);
  });

  it("refers only to models of the catalog", () => {
    const references = fields.flatMap(([, { reference }]) => (reference === undefined ? [] : [reference]));

    expect(references.filter((name) => !names.has(name))).toEqual([]);
  });

  it("has a reference for each relation, and unique relations", () => {
    const related = fields.filter(([, { relation }]) => relation !== undefined);
    const relations = [...related.map(([, { relation }]) => relation), ...Object.keys(model.hasMany ?? {})];

    expect(related.filter(([, { reference }]) => reference === undefined)).toEqual([]);
    expect(new Set(relations).size).toBe(relations.length);
  });

  it("has a field in the other model for each hasMany relation", () => {
    const missing = Object.values(model.hasMany ?? {}).filter(
      ({ model: other, foreignKey }) => !all.find(([, { name }]) => name === other)?.[1].fields[foreignKey],
    );

    expect(missing).toEqual([]);
  });

  it("marks a list of values as complete or of varying case only if it has one", () => {
    const marked = fields.filter(([, { hasAllValues, hasVaryingCase }]) => hasAllValues ?? hasVaryingCase);

    expect(marked.filter(([, { values }]) => values === undefined)).toEqual([]);
  });

  it("stores the values that clients write, in another case", () => {
    const stored = fields.filter(([, { storedValues }]) => storedValues !== undefined);

    for (const [, { values, storedValues }] of stored)
      expect(storedValues!.map((value) => value.toLowerCase())).toEqual(values);
  });

  it("has only known values as defaults", () => {
    const unknown = fields.filter(
      ([, { values, default: value }]) => values && value !== undefined && !values.includes(String(value)),
    );

    expect(unknown).toEqual([]);
  });
});
