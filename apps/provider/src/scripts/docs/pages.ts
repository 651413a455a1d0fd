import { readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeForTerminal, terminalText } from "@huntkit/core/escape";
import { createServer, type CtyType } from "@huntkit/terraform-plugin";
import {
  type BlockSchema,
  type FunctionSignature,
  type IdentitySchema,
  ProviderClient,
  type ProviderSchema,
} from "@huntkit/terraform-plugin/engine";
import { createHuntProvider } from "../../hunt/provider.js";
import { requireDirectory, resolveOutputDirectory } from "../directories.js";
import type { Shell } from "../shell.js";
import { type NewFile, writeFiles } from "../write-files.js";
import { formatSchema, describeType } from "./schema.js";

/**
 * Returns the content of an example by its path in the directory of examples. Undefined if it does not exist.
 */
export type Examples = (path: string) => string | undefined;

/** Formats all pages in the layout of the registries. Their names do not contain the provider's prefix. */
export function formatPages(
  { provider, resources, dataSources, ephemerals, functions, identities }: ProviderSchema,
  examples: Examples,
): NewFile[] {
  const formatSection = <T>(
    folder: string,
    things: Readonly<Record<string, T>>,
    page: (name: string, thing: T) => string,
  ): NewFile[] =>
    Object.entries(things).map(([name, thing]) => ({
      path: `${folder}/${name.replace(/^hunt_/, "")}.md`,
      content: page(name, thing),
    }));
  return [
    { path: "index.md", content: formatIndexPage(provider, examples) },
    ...formatSection(
      "resources",
      resources,
      (name, schema) =>
        formatBlockPage(name, "Resource", schema, formatUsage(examples, `resources/${name}/resource.tf`)) +
        formatImportSection(name, examples, identities[name]),
    ),
    ...formatSection("data-sources", dataSources, (name, schema) =>
      formatBlockPage(
        name,
        "Data Source",
        schema,
        formatUsage(examples, `data-sources/${name}/data-source.tf`),
      ),
    ),
    ...formatSection("ephemeral-resources", ephemerals, (name, schema) =>
      formatBlockPage(
        name,
        "Ephemeral Resource",
        schema,
        formatUsage(examples, `ephemeral-resources/${name}/ephemeral-resource.tf`),
      ),
    ),
    ...formatSection("functions", functions, (name, signature) =>
      formatFunctionPage(name, signature, formatUsage(examples, `functions/${name}/function.tf`)),
    ),
  ];
}

function formatIndexPage({ description, attributes }: BlockSchema, examples: Examples): string {
  return `${formatFrontMatter("hunt Provider", description)}# hunt Provider\n\n${description}\n\n${formatUsage(examples, "provider/provider.tf")}${formatSchema(attributes)}`;
}

function formatBlockPage(
  name: string,
  kind: string,
  { description, attributes }: BlockSchema,
  example: string,
): string {
  return `${formatFrontMatter(`${name} ${kind} - hunt`, description)}# ${name} (${kind})\n\n${description}\n\n${example}${formatSchema(attributes)}`;
}

function formatFunctionPage(
  name: string,
  { summary, description, parameters, variadic, returns }: FunctionSignature,
  example: string,
): string {
  const all = [...parameters, ...(variadic ? [variadic] : [])];
  const words = all.map(
    (parameter) =>
      `${parameter.name} ${formatShortType(parameter.type)}${parameter === variadic ? "..." : ""}`,
  );
  const signature = `${name}(${words.join(", ")}) ${formatShortType(returns)}`;
  const list = all.map(
    (parameter, index) =>
      `${index + 1}. \`${parameter.name}\` (${describeType(parameter.type)}${parameter.allowNull ? ", nullable" : ""}) ${parameter.description}\n`,
  );
  return `${formatFrontMatter(`${name} function - hunt`, summary)}# function: ${name}\n\n${description}\n\n${example}## Signature\n\n\`\`\`text\n${signature}\n\`\`\`\n\n## Arguments\n\n${list.join("")}`;
}

function formatImportSection(name: string, examples: Examples, identity?: IdentitySchema): string {
  const command = examples(`resources/${name}/import.sh`);
  const block = examples(`resources/${name}/import-by-string-id.tf`);
  if (!command || !block) return "";
  const parts = [
    `## Import\n\nWith the \`terraform import\` command:\n\n${formatFence("shell", command)}`,
    `With an \`import\` block, in Terraform 1.5, OpenTofu 1.6, or newer:\n\n${formatFence("terraform", block)}`,
    identity && formatIdentityImport(block, identity),
  ];
  return `\n${parts.filter(Boolean).join("\n")}`;
}

/** Formats an import by identity, which is always possible, and the attributes of the identity. */
function formatIdentityImport(block: string, { attributes }: IdentitySchema): string {
  const entries = Object.entries(attributes);
  const members = entries.map(([name]) => `    ${name} = "0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e"\n`).join("");
  const example = block.replace(/^ {2}id = .*\n/m, `  identity = {\n${members}  }\n`);
  const list = entries.map(([name, { description }]) => `- \`${name}\` (String) ${description}\n`).join("");
  return `With an \`import\` block and the identity, in Terraform 1.12 or newer:\n\n${formatFence("terraform", example)}\n### Identity Schema\n\n#### Required\n\n${list}`;
}

function formatUsage(examples: Examples, path: string): string {
  const example = examples(path);
  return example ? `## Example Usage\n\n${formatFence("terraform", example)}\n` : "";
}

const formatFence = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\`\n`;

/** Formats the front matter, which the registries read. */
function formatFrontMatter(title: string, description: string): string {
  const lines = description
    .replaceAll("`", "")
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
  return `---\npage_title: "${title}"\nsubcategory: ""\ndescription: |-\n${lines}\n---\n\n`;
}

function formatShortType(type: CtyType): string {
  return describeType(type).toLowerCase().replace("boolean", "bool");
}

export interface DocsOptions {
  examples?: string;
  out?: string;
}

/** Writes the registry's pages about the provider, and replaces existing ones. */
export async function writeDocs(
  { examples = "examples", out = "docs" }: DocsOptions,
  shell: Shell,
): Promise<number> {
  const folder = await resolveOutputDirectory(out, "--out", shell);
  const files = await makeDocs(await requireDirectory(examples, "--examples", shell));
  await writeFiles(folder, files, { force: true });
  shell.print(terminalText`Wrote ${files.length} pages to ${escapeForTerminal(folder)}.\n`);
  return 0;
}

/**
 * Generates the pages from the provider's schemas, as Terraform receives them.
 *
 * @param examples the directory of examples
 */
export async function makeDocs(examples: string): Promise<NewFile[]> {
  const schema = await new ProviderClient(createServer(createHuntProvider())).schema();
  return formatPages(schema, (path) => readIfExists(join(examples, path)));
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
