import type { InputDeclaration } from "../src/inputs/declaration.js";
import { isOffByDefault } from "../src/inputs/inputs.js";

/** Returns the description of an input, and its default at the end, unless it is a boolean that is off by default. */
export function describeWithDefault(declaration: InputDeclaration): string {
  const { description, default: value } = declaration;
  if (value === undefined || isOffByDefault(declaration)) return description;
  const shown = typeof value === "number" ? value : `\`${value}\``;
  return `${description} Default: ${shown}.`;
}
