import type { Plugin } from "rolldown";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

interface Property extends Node {
  readonly key: { readonly name?: string };
}

/**
 * Removes properties from object literals, such as descriptions that only the generators of docs read.
 *
 * @param files matches the paths of the changed files
 */
export function dropProperties(files: RegExp, names: readonly string[]): Plugin {
  return {
    name: "drop-properties",
    transform: {
      filter: { id: files },
      handler(code) {
        const program: unknown = this.parse(code, { lang: "ts" });
        const dropped = findProperties(program, names).sort((one, other) => other.start - one.start);
        return { code: dropped.reduce(withoutProperty, code) };
      },
    },
  };
}

function findProperties(node: unknown, names: readonly string[]): Property[] {
  if (typeof node !== "object" || node === null) return [];
  if (isProperty(node) && names.includes(node.key.name ?? "")) return [node];
  return Object.values(node).flatMap((child) => findProperties(child, names));
}

function isProperty(node: object): node is Property {
  return "type" in node && node.type === "Property";
}

function withoutProperty(code: string, { start, end }: Property): string {
  return code.slice(0, start) + code.slice(end).replace(/^\s*,/, "");
}
