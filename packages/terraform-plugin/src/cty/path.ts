import type { CtyType } from "./type.js";

/** A path into a value: attribute names, map keys, and indices of lists and tuples. */
export type Path = readonly (string | number)[];

/** A step in the form of protocol 6, an `AttributePath.Step`. */
export type Step = { attribute_name: string } | { element_key_string: string } | { element_key_int: number };

/** Formats a path as in a configuration: `options.hosts`, `tags[0]`. A dot means the whole value. */
export function formatPath(path: Path): string {
  const shown = path.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return /^[\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return shown.join("").replace(/^\./, "") || ".";
}

/**
 * Converts a path to the form of protocol 6. The result ends before the first step that the type does not
 * have, and at the first set, whose elements have no keys.
 */
export function toSteps(path: Path, type: CtyType): Step[] {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  if (type === "dynamic")
    return [
      typeof step === "string" ? { attribute_name: step } : { element_key_int: step },
      ...toSteps(rest, type),
    ];
  if (typeof type === "string") return [];
  switch (type[0]) {
    case "object": {
      const member = type[1][step];
      return member === undefined ? [] : [{ attribute_name: String(step) }, ...toSteps(rest, member)];
    }
    case "map":
      return [{ element_key_string: String(step) }, ...toSteps(rest, type[1])];
    case "list":
      return [{ element_key_int: Number(step) }, ...toSteps(rest, type[1])];
    case "tuple":
      return [{ element_key_int: Number(step) }, ...toSteps(rest, type[1][Number(step)] ?? "string")];
    case "set":
      return [];
  }
}

/** Converts a path from the form of protocol 6. */
export function fromSteps(
  steps: readonly Partial<Record<"attribute_name" | "element_key_string" | "element_key_int", unknown>>[],
): Path {
  return steps.map(({ attribute_name: name, element_key_string: key, element_key_int: index }) => {
    const text = name ?? key;
    return typeof text === "string" && text !== "" ? text : Number(index ?? 0);
  });
}
