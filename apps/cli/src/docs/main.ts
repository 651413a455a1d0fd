import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createCompletions } from "./completions.js";
import { describeCommands, createSchemas } from "./described.js";
import { createManPage } from "./man.js";
import { createPages } from "./pages.js";
import { listPublicSurface } from "./surface.js";
import { version } from "../program/system.js";

/**
 * Writes the files that are generated from the definitions of the commands.
 *
 * @param args `dist` for the man page, the completions, and the schemas of the package, or `docs` for the
 *   pages and the schemas of the site; and the directory. With `docs`, the directory is emptied first.
 */
async function main([kind, directory]: readonly string[]): Promise<void> {
  const all = await describeCommands();
  if (kind === "docs") await rm(directory!, { recursive: true, force: true });
  const schemaFiles = [...createSchemas(all)].map(([name, text]) => [`schema/${name}`, text] as const);
  const scripts = [...createCompletions(all)].map(([shell, text]) => [`completion/${shell}`, text] as const);
  const files = [
    ...schemaFiles,
    ...(kind === "docs"
      ? createPages(all)
      : [
          ["man/hunt.1", createManPage(all, version)] as const,
          [
            "documents/surface.txt",
            listPublicSurface(all)
              .map((line) => `${line}\n`)
              .join(""),
          ] as const,
          ...scripts,
        ]),
  ];
  for (const [name, text] of files) {
    await mkdir(dirname(join(directory!, name)), { recursive: true });
    await writeFile(join(directory!, name), text);
  }
}

void main(process.argv.slice(2));
