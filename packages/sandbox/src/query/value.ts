import { objectOr } from "../values.js";

/** The value of a property, or of a property of a property: `data.targetId`. */
export function valueAt(row: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(row, path) || !path.includes(".")) return row[path];
  let value: unknown = row;
  for (const name of path.split(".")) value = objectOr(value)[name];
  return value;
}
