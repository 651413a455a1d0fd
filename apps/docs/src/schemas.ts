import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, parse, resolve } from "node:path";

/** The parts of JSON Schema that the schemas of `hunt` use. */
interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface FieldRow {
  readonly path: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** The paragraph of a page that links to the schema of its command. */
const schemaLink = /^.*\]\(schema\/([\w-]+\.json)\)\.$/m;

/**
 * Replaces the link to the schema in the page of a command with a table of what `--json` prints.
 *
 * @param text Markdown of the page
 * @param directory directory of the schemas
 */
function addJsonOutput(text: string, directory: string): string {
  return text.replace(schemaLink, (_line, name: string) => {
    const schema = JSON.parse(readFileSync(join(directory, name), "utf8")) as Schema;
    return `## JSON output\n\n${formatSchema(schema, name)}`;
  });
}

/** Returns the Markdown of a page that lists all schemas. */
function formatSchemaIndex(directory: string): string {
  const names = readdirSync(directory).filter((name) => name.endsWith(".json"));
  const rows = names.map((name) => {
    const { title = "" } = JSON.parse(readFileSync(join(directory, name), "utf8")) as Schema;
    const command = parse(name).name;
    return `| [\`${name}\`](${name}) | [${command}](../${command}.md) | ${title} |`;
  });
  const intro =
    "Each file is a JSON Schema (draft 2020-12) of what a command prints with `--json`. The same files " +
    "are in the package, " +
    "in `dist/schema`.";
  return `# JSON schemas\n\n${intro}\n\n| File | Page of the command | Content |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function formatSchema(schema: Schema, name: string): string {
  const isList = schema.type === "array";
  const one = isList ? schema.items! : schema;
  const shape = isList
    ? "`--json` prints an array, and `--ndjson` one item per line. Each item has these fields:"
    : "`--json` prints an object with these fields:";
  const rows = listFields(one).map(
    ({ path, schema: field, isRequired }) =>
      `| \`${path}\` | ${formatType(field)}${isRequired ? "" : ", optional"} | ${escapeCell(field.description ?? "")} |`,
  );
  return `${shape}\n\n| Field | Type | Description |\n|---|---|---|\n${rows.join("\n")}\n\nJSON Schema: [${name}](schema/${name})`;
}

/** Lists the fields of an object, and those of the objects in it. */
function listFields({ properties = {}, required = [] }: Schema, prefix = ""): FieldRow[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = prefix + name;
    const inner = schema.items ?? schema;
    const innerPrefix = schema.items === undefined ? `${path}.` : `${path}[].`;
    return [{ path, schema, isRequired: required.includes(name) }, ...listFields(inner, innerPrefix)];
  });
}

function formatType({ type, items, enum: values, format }: Schema): string {
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(", ");
  const types = type === undefined ? ["any"] : [type].flat();
  const names = types.map((each) => (each === "array" && items ? `array of ${formatType(items)}` : each));
  return format === undefined ? names.join(" or ") : `${names.join(" or ")} (${format})`;
}

function escapeCell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll(/<(?=[a-z])/g, "&lt;")
    .replaceAll(/\s+/g, " ");
}

/** @argument the directory with the pages of `hunt`, and their schemas in `schema` */
const pages = resolve(process.argv[2]!);
const schemas = join(pages, "schema");

const remaining = new Set(readdirSync(schemas));
for (const name of readdirSync(pages).filter((each) => each.endsWith(".md"))) {
  const path = join(pages, name);
  const text = readFileSync(path, "utf8");
  remaining.delete(schemaLink.exec(text)?.[1] ?? "");
  writeFileSync(path, addJsonOutput(text, schemas));
}
if (remaining.size > 0) throw new Error(`No page links to these schemas: ${[...remaining].join(", ")}`);
writeFileSync(join(schemas, "README.md"), formatSchemaIndex(schemas));
