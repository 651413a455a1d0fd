import { models as catalog, type Field, type Model } from "@huntkit/catalog";
import { expect, it } from "vitest";
import { findKnownRecords } from "../../src/guard/known-models.js";

const builtPackage = new URL("../../dist/internal.js", import.meta.url).href;
const built = (await import(builtPackage)) as { findKnownRecords: typeof findKnownRecords };

const routes = Object.values(catalog as unknown as Record<string, Model>).map(({ route }) => route);

/** Returns the parts of fields that the guard reads. */
function pickParts(fields: Readonly<Record<string, Field>>): object {
  const parts = Object.entries(fields).map(([name, field]) => {
    const { type, accepts, values, storedValues, hasAllValues, hasVaryingCase, fields: inner } = field;
    const isUuid = field.format === "uuid";
    const isSetByHunt = field.default === "now";
    const { min, max, isInteger, typeProperty, reference } = field;
    const isRequired = field.required && field.writable;
    const format = /^(url|ip|network|md5|sha1|sha256)$/.test(field.format ?? "") && field.format;
    const rules = { min, max, isInteger, typeProperty, reference, isRequired, format };
    const known = { type, accepts, values, storedValues, hasAllValues, hasVaryingCase, isUuid, isSetByHunt };
    const { past, pattern, description, hasSharedValues, unique } = field;
    const own = {
      ...known,
      ...rules,
      past,
      pattern,
      hasSharedValues,
      unique,
      ...(pattern && { description }),
    };
    return [name, { ...own, ...(inner && { type: "object", fields: pickParts(inner) }) }];
  });
  return Object.fromEntries(parts) as object;
}

it.each(routes)("has in the built package all that the guard reads of the source: %s", (route) => {
  const found = built.findKnownRecords([route]);
  const known = findKnownRecords([route]);

  expect(pickParts(found.fields!)).toEqual(pickParts(known.fields!));
  expect(pickParts(found.inputs)).toEqual(pickParts(known.inputs));
  expect(found.parent).toBe(known.parent);
  expect(found.builtIn).toEqual(known.builtIn);
  expect(found.nouns).toEqual(known.nouns);
  expect(found.hasUuids).toBe(known.hasUuids);
});
