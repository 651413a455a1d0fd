import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { escapeToSingleLine } from "@huntkit/core";
import { createServer, type CtyType } from "@huntkit/terraform-plugin";
import {
  type BlockSchema,
  type FunctionSignature,
  ProviderClient,
  type ProviderSchema,
} from "@huntkit/terraform-plugin/engine";
import { huntProvider } from "../../hunt/provider.js";
import type { Shell } from "../shell.js";
import { type NewFile, writeFiles } from "../write-files.js";
import { schemaSection, typeInWords } from "./schema.js";

/** Gives an example's text by its path below the folder of examples; undefined where there is none. */
export type Examples = (path: string) => string | undefined;

/** All pages, laid out as the registries want them: names go without the provider's prefix. */
export function pages(
  { provider, resources, dataSources, ephemerals, functions }: ProviderSchema,
  examples: Examples,
): NewFile[] {
  const pagesOf = <T>(
    folder: string,
    things: Readonly<Record<string, T>>,
    page: (name: string, thing: T) => string,
  ): NewFile[] =>
    Object.entries(things).map(([name, thing]) => ({
      path: `${folder}/${name.replace(/^hunt_/, "")}.md`,
      content: page(name, thing),
    }));
  return [
    { path: "index.md", content: indexPage(provider, examples) },
    ...pagesOf(
      "resources",
      resources,
      (name, schema) =>
        blockPage(name, "Resource", schema, usage(examples, `resources/${name}/resource.tf`)) +
        importSection(name, examples),
    ),
    ...pagesOf("data-sources", dataSources, (name, schema) =>
      blockPage(name, "Data Source", schema, usage(examples, `data-sources/${name}/data-source.tf`)),
    ),
    ...pagesOf("ephemeral-resources", ephemerals, (name, schema) =>
      blockPage(
        name,
        "Ephemeral Resource",
        schema,
        usage(examples, `ephemeral-resources/${name}/ephemeral-resource.tf`),
      ),
    ),
    ...pagesOf("functions", functions, (name, signature) =>
      functionPage(name, signature, usage(examples, `functions/${name}/function.tf`)),
    ),
  ];
}

function indexPage({ description, attributes }: BlockSchema, examples: Examples): string {
  return `${front("hunt Provider", description)}# hunt Provider\n\n${description}\n\n${usage(examples, "provider/provider.tf")}${schemaSection(attributes)}`;
}

function blockPage(
  name: string,
  kind: string,
  { description, attributes }: BlockSchema,
  example: string,
): string {
  return `${front(`${name} ${kind} - hunt`, description)}# ${name} (${kind})\n\n${description}\n\n${example}${schemaSection(attributes)}`;
}

function functionPage(
  name: string,
  { summary, description, parameters, variadic, returns }: FunctionSignature,
  example: string,
): string {
  const all = [...parameters, ...(variadic ? [variadic] : [])];
  const words = all.map(
    (parameter) => `${parameter.name} ${shortType(parameter.type)}${parameter === variadic ? "..." : ""}`,
  );
  const signature = `${name}(${words.join(", ")}) ${shortType(returns)}`;
  const list = all.map(
    (parameter, index) =>
      `${index + 1}. \`${parameter.name}\` (${typeInWords(parameter.type)}${parameter.allowNull ? ", may be null" : ""}) ${parameter.description}\n`,
  );
  return `${front(`${name} function - hunt`, summary)}# function: ${name}\n\n${description}\n\n${example}## Signature\n\n\`\`\`text\n${signature}\n\`\`\`\n\n## Arguments\n\n${list.join("")}`;
}

function importSection(name: string, examples: Examples): string {
  const command = examples(`resources/${name}/import.sh`);
  const block = examples(`resources/${name}/import-by-string-id.tf`);
  return command && block
    ? `\n## Import\n\nBy the command:\n\n${fence("shell", command)}\nOr by a block, which Terraform 1.5 and OpenTofu 1.6 know:\n\n${fence("terraform", block)}`
    : "";
}

function usage(examples: Examples, path: string): string {
  const example = examples(path);
  return example ? `## Example Usage\n\n${fence("terraform", example)}\n` : "";
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\`\n`;

/** What the registries read of a page before they show it. */
function front(title: string, description: string): string {
  const lines = description
    .replaceAll("`", "")
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
  return `---\npage_title: "${title}"\nsubcategory: ""\ndescription: |-\n${lines}\n---\n\n`;
}

function shortType(type: CtyType): string {
  return typeInWords(type).toLowerCase().replace("boolean", "bool");
}

export interface DocsOptions {
  examples?: string;
  out?: string;
}

/** Writes the registry's pages about the provider, over those that are there. */
export async function writeDocs(
  { examples = "examples", out = "docs" }: DocsOptions,
  shell: Shell,
): Promise<number> {
  const folder = resolve(shell.cwd, out);
  const files = await makeDocs(resolve(shell.cwd, examples));
  await writeFiles(folder, files, { force: true });
  shell.print(`Wrote ${files.length} pages to ${escapeToSingleLine(folder)}.\n`);
  return 0;
}

/**
 * Makes the pages from the schemas that the provider gives, as Terraform sees them.
 *
 * @param examples the folder of examples
 */
export async function makeDocs(examples: string): Promise<NewFile[]> {
  const schema = await new ProviderClient(createServer(huntProvider())).schema();
  return pages(schema, (path) => readIfThere(join(examples, path)));
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
