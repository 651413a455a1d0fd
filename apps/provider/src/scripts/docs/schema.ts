import type { CtyType } from "@huntkit/terraform-plugin";
import type { NestedSchema, SchemaAttribute, SchemaAttributes } from "@huntkit/terraform-plugin/engine";

const writeOnly =
  "[Write-only](https://developer.hashicorp.com/terraform/language/resources/ephemeral#write-only-arguments)";

const nestings = {
  single: "Attributes",
  list: "Attributes List",
  set: "Attributes Set",
  map: "Attributes Map",
};

/** Formats the attributes of a schema, and of nested objects, as the registries do. */
export function formatSchema(attributes: SchemaAttributes): string {
  const parts = [
    `## Schema\n\n${formatGroups(attributes, [], (title) => `### ${title}`)}`,
    ...formatNestedSchemas(attributes, []),
  ];
  return parts.join("\n");
}

function formatGroups(
  attributes: SchemaAttributes,
  path: readonly string[],
  heading: (title: string) => string,
): string {
  const kinds: [string, (attribute: SchemaAttribute) => boolean][] = [
    ["Required", ({ required }) => required],
    ["Optional", ({ optional }) => optional],
    ["Read-Only", ({ required, optional }) => !required && !optional],
  ];
  return kinds
    .map(([title, belongs]) => {
      const some = Object.entries(attributes)
        .filter(([, attribute]) => belongs(attribute))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      return some.length === 0
        ? ""
        : `${heading(title)}\n\n${some.map(([name, attribute]) => formatLine(name, attribute, path)).join("")}`;
    })
    .filter((group) => group !== "")
    .join("\n");
}

function formatLine(name: string, attribute: SchemaAttribute, path: readonly string[]): string {
  const { nested, sensitive, writeOnly: isWriteOnly, deprecated, description } = attribute;
  const marks = [
    describeForm(attribute),
    sensitive && "Sensitive",
    isWriteOnly && writeOnly,
    deprecated !== null && "Deprecated",
  ]
    .filter(Boolean)
    .join(", ");
  const below = nested ? ` (see [below for nested schema](#${toAnchor(nested, [...path, name])}))` : "";
  return `- \`${name}\` (${marks}) ${description}${deprecated ? ` ${deprecated}` : ""}${below}\n`;
}

function describeForm({ nested, type }: SchemaAttribute): string {
  if (!nested) return describeType(type);
  return nested.block ? "Block, Optional" : nestings[nested.nesting];
}

function formatNestedSchemas(attributes: SchemaAttributes, path: readonly string[]): string[] {
  return Object.entries(attributes)
    .filter(([, { nested }]) => nested !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { nested }]) => {
      const here = [...path, name];
      const anchor = `<a id="${toAnchor(nested!, here)}"></a>`;
      const groups = formatGroups(nested!.attributes, here, (title) => `${title}:`);
      const section = `${anchor}\n### Nested Schema for \`${here.join(".")}\`\n\n${groups}`;
      return [section, ...formatNestedSchemas(nested!.attributes, here)];
    });
}

function toAnchor({ block = false }: NestedSchema, path: readonly string[]): string {
  return [block ? "nestedblock" : "nestedatt", ...path].join("--");
}

/** Describes a type as the registries do: `List of String`. */
export function describeType(type: CtyType): string {
  if (typeof type === "string")
    return { string: "String", number: "Number", bool: "Boolean", dynamic: "Dynamic" }[type];
  if (type[0] === "object") return "Object";
  if (type[0] === "tuple") return "Tuple";
  return `${{ list: "List", set: "Set", map: "Map" }[type[0]]} of ${describeType(type[1])}`;
}
