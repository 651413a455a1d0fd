import { samples } from "./samples/index.js";
import type { Sample, Values } from "./samples/sample.js";
import { omit } from "./world.js";

/** The label of one of the two objects of each type. */
export type Label = "minimal" | "full";

/** Returns a `.tf.json` with two objects of each type, which refer to each other. */
export function formatTerraformJson(written: (sample: Sample) => Readonly<Record<Label, Values>>): string {
  const blocks = samples.map((sample) => {
    const { minimal, full } = written(sample);
    return [
      sample.type,
      { minimal: withReferences(sample, minimal, "minimal"), full: withReferences(sample, full, "full") },
    ] as const;
  });
  return JSON.stringify({ resource: Object.fromEntries(blocks) }, null, 2);
}

/** Returns the arguments of two objects: one with only the required arguments, one with all. */
export function createArguments({ minimal, full, nth }: Sample): Record<Label, Values> {
  return { minimal: { ...minimal, ...nth(1) }, full: { ...full, ...nth(2) } };
}

/** Returns the same objects with other values that change in place. */
export function changeArguments(sample: Sample): Record<Label, Values> {
  const { minimal, full } = createArguments(sample);
  return { minimal, full: { ...full, ...omit(sample.changes, Object.keys(sample.nth(2))) } };
}

/** The addresses of all objects, such as `hunt_flag.full`. */
export const addresses: readonly string[] = samples
  .flatMap(({ type }) => [`${type}.full`, `${type}.minimal`])
  .sort();

/** Escapes `${` and `%{`, which begin a template in JSON. */
export function literal(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/[$%](?=\{)/g, "$&$&");
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, literal(part)]));
}

function withReferences({ references }: Sample, values: Values, label: Label): unknown {
  const referred = Object.entries(references).filter(([name]) => Object.hasOwn(values, name));
  return {
    ...(literal(values) as object),
    ...Object.fromEntries(referred.map(([name, type]) => [name, `\${${type}.${label}.id}`])),
  };
}
