import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { faultKinds } from "@huntkit/sandbox/server";
import { errorCatalog } from "@huntkit/toolkit/error-catalog";
import { parse } from "yaml";
import { listPublishedPackages, root } from "../npm/packages.js";
import { listDeclarations } from "./list-declarations.js";
import { listExports } from "./list-exports.js";

/**
 * Lists what users of the built repository can depend on, one per line and sorted: exported names and their
 * types, inputs and outputs of the action, commands with flags, JSON fields, exit codes, error codes, kinds of
 * faults, and the schema of the provider (docs/versioning.md).
 */
export async function listSurface(): Promise<string[]> {
  const parts = await Promise.all([
    listPackageExports(),
    listActionSurface(),
    readLines(join(root, "apps/cli/dist/documents/surface.txt")),
    listProviderSurface(join(root, "apps/provider/docs")),
  ]);
  const codes = Object.keys(errorCatalog).map((code) => `error code ${code}`);
  const faults = faultKinds.map((kind) => `fault kind ${kind}`);
  return [...new Set([...parts.flat(), ...codes, ...faults])].sort();
}

/** Entry points that can change in any version. */
const unstable = new Set(["./internal", "./server"]);

async function listPackageExports(): Promise<string[]> {
  const lines: string[] = [];
  for (const { name, directory } of await listPublishedPackages()) {
    const manifest = JSON.parse(await readFile(join(directory, "package.json"), "utf8")) as {
      exports?: Record<string, string | { types: string }>;
    };
    const entries: string[] = [];
    for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
      if (typeof target === "string" || unstable.has(subpath)) continue;
      const module = join(name, subpath);
      const entry = join(directory, target.types);
      entries.push(entry);
      lines.push(`import ${module}`);
      lines.push(...listExports(entry).map((each) => `import ${module} ${each}`));
    }
    lines.push(...listDeclarations(name, entries));
  }
  return lines;
}

interface ActionManifest {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

interface CalledWorkflow {
  readonly on: {
    readonly workflow_call: Readonly<
      Record<"inputs" | "secrets" | "outputs", Readonly<Record<string, unknown>>>
    >;
  };
}

async function listActionSurface(): Promise<string[]> {
  const { inputs, outputs } = parse(await readFile(join(root, "action.yml"), "utf8")) as ActionManifest;
  const workflow = await readFile(join(root, ".github/workflows/hunt-token.yml"), "utf8");
  const called = Object.entries((parse(workflow) as CalledWorkflow).on.workflow_call);
  return [
    ...called.flatMap(([kind, names]) => Object.keys(names).map((name) => `workflow ${kind} ${name}`)),
    ...Object.entries(inputs).map(
      ([name, { required = false, default: value = "" }]) =>
        `action input ${name}${required ? " required" : ` default ${JSON.stringify(value)}`}`,
    ),
    ...Object.keys(outputs).map((name) => `action output ${name}`),
  ];
}

/** Reads the schema from the pages of the registry, which are generated from it. */
async function listProviderSurface(directory: string): Promise<string[]> {
  const pages = await readdir(directory, { recursive: true });
  const lines: string[] = [];
  for (const page of pages.filter((path) => path.endsWith(".md"))) {
    const text = await readFile(join(directory, page), "utf8");
    const subject = page.replaceAll("\\", "/").replace(/\.md$/, "");
    lines.push(`provider ${subject}`);
    let role = "";
    for (const line of text.split("\n")) {
      role = /^### (Required|Optional|Read-Only)$/.exec(line)?.[1] ?? role;
      const [, attribute, type] = /^- `(\w+)` \(([^)]+)\)/.exec(line) ?? [];
      if (attribute !== undefined) lines.push(`provider ${subject} ${attribute} (${type}, ${role})`);
    }
  }
  return lines;
}

async function readLines(path: string): Promise<string[]> {
  return (await readFile(path, "utf8")).split("\n").filter(Boolean);
}
