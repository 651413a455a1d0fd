import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { escapeToSingleLine } from "@huntkit/core";
import { ProviderClient } from "@huntkit/terraform-plugin/engine";
import { createServer } from "@huntkit/terraform-plugin";
import { huntProvider } from "../../hunt/provider.js";
import type { Shell } from "../shell.js";
import { writeFiles, type NewFile } from "../write-files.js";
import { pages } from "./pages.js";

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
