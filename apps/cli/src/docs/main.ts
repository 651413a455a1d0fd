import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createCompletions } from "./completions.js";
import { describeCommands, createSchemas } from "./described.js";
import { createManPage } from "./man.js";
import { createPages } from "./pages.js";
import { version } from "../program/system.js";

/**
 * Writes what is made from the commands' definitions: with `dist`, the man page, the completions and the schemas that are published; with `docs`,
 * the pages and the schemas for reading.
 *
 * @argument dist or docs
 * @argument the folder; of docs, its earlier content goes
 */
async function main([kind, folder]: readonly string[]): Promise<void> {
  const all = await describeCommands();
  if (kind === "docs") await rm(folder!, { recursive: true, force: true });
  const schemaFiles = [...createSchemas(all)].map(([name, text]) => [`schema/${name}`, text] as const);
  const scripts = [...createCompletions(all)].map(([shell, text]) => [`completion/${shell}`, text] as const);
  const files = [
    ...schemaFiles,
    ...(kind === "docs"
      ? createPages(all)
      : [["man/hunt.1", createManPage(all, version)] as const, ...scripts]),
  ];
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder!, name)), { recursive: true });
    await writeFile(join(folder!, name), text);
  }
}

void main(process.argv.slice(2));
