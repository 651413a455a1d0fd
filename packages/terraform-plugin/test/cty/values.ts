import { anyCharacter } from "@huntkit/test-kit/values";
import * as fc from "fast-check";
import { removeDuplicates } from "../../src/cty/compare.js";
import { parseNumber } from "../../src/cty/decimal.js";
import type { CtyType } from "../../src/cty/type.js";
import { Dynamic, unknown, type Value } from "../../src/cty/value.js";

const names = fc.constantFrom("a", "b", "c", "long_name", "constructor");

/** Terraform types, up to three levels deep. */
export const types: fc.Arbitrary<CtyType> = fc.letrec<{ type: CtyType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<CtyType>("string", "number", "bool", "dynamic"),
    fc.tuple(fc.constantFrom("list" as const, "set" as const, "map" as const), tie("type")),
    fc
      .dictionary(names, tie("type"), { maxKeys: 3, noNullPrototype: true })
      .map((attributes): CtyType => ["object", attributes]),
    fc.array(tie("type"), { maxLength: 3 }).map((elements): CtyType => ["tuple", elements]),
  ),
})).type;

const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map((whole) => parseNumber(String(whole))),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: -60, max: 30 }))
    .map(([digits, exponent]) => parseNumber(`${digits}e${exponent}`)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((float) => parseNumber(String(float))),
);

// Created once, because creating an arbitrary for strings costs more than using it.
const texts = fc.string({ unit: anyCharacter });
const keys = fc.string({ unit: anyCharacter, minLength: 1 }).filter((key) => key !== "__proto__");
const booleans = fc.boolean();

/** Returns values of a type, including null. */
export function createValues(type: CtyType, withUnknowns: boolean): fc.Arbitrary<Value> {
  const special: fc.WeightedArbitrary<Value>[] = [
    { weight: 1, arbitrary: fc.constant(null) },
    ...(withUnknowns ? [{ weight: 1, arbitrary: fc.constant(unknown) }] : []),
  ];
  return fc.oneof({ weight: 6, arbitrary: known(type, withUnknowns) }, ...special);
}

function known(type: CtyType, withUnknowns: boolean): fc.Arbitrary<Value> {
  const of = (part: CtyType): fc.Arbitrary<Value> => createValues(part, withUnknowns);
  if (type === "string") return texts;
  if (type === "bool") return booleans;
  if (type === "number") return numbers;
  if (type === "dynamic")
    return types
      .filter((inner) => inner !== "dynamic")
      .chain((inner) => of(inner).map((value) => new Dynamic(inner, value)));
  if (type[0] === "list") return fc.array(of(type[1]), { maxLength: 4 });
  if (type[0] === "set")
    return fc.array(of(type[1]), { maxLength: 4 }).map((elements) => removeDuplicates(elements, type[1]));
  if (type[0] === "map") return fc.dictionary(keys, of(type[1]), { maxKeys: 3, noNullPrototype: true });
  if (type[0] === "tuple") return fc.tuple(...type[1].map(of));
  return fc.record(Object.fromEntries(Object.entries(type[1]).map(([name, part]) => [name, of(part)])), {
    noNullPrototype: true,
  });
}

/** Returns a type, and a value of that type. */
export function typed(withUnknowns: boolean): fc.Arbitrary<{ type: CtyType; value: Value }> {
  return types.chain((type) => createValues(type, withUnknowns).map((value) => ({ type, value })));
}
