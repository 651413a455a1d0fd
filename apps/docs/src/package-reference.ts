import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { Application, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { CompactTheme, tidy } from "./markdown.js";
import { simplifyReflections } from "./simplify-reflections.js";
import { packages } from "./topics.js";
import { typedocOptions } from "./typedoc-options.js";

/** @argument the output directory, which keeps its other files */
const out = resolve(process.argv[2]!);
const work = join(out, "packages");
const require = createRequire(import.meta.url);
mkdirSync(out, { recursive: true });

for (const topic of packages) {
  const directory = dirname(require.resolve(`@huntkit/${topic.name}/package.json`));
  const options: TypeDocOptions & PluginOptions = {
    ...typedocOptions,
    name: topic.name,
    out: work,
    entryPoints: [join(directory, "src/index.ts")],
    tsconfig: join(directory, "tsconfig.build.json"),
    alwaysCreateEntryPointModule: true,
  };
  const app = await Application.bootstrapWithPlugins(options, []);
  app.renderer.defineTheme("compact", CompactTheme);
  simplifyReflections(app);
  const project = await app.convert();
  if (project === undefined) throw new Error(`typedoc cannot read the sources of ${topic.name}.`);
  await app.generateOutputs(project);
  const page = readdirSync(work).find((name) => name !== "README.md")!;
  const text = readFileSync(join(work, page), "utf8").replaceAll(`${page}#`, "#");
  writeFileSync(join(out, `${topic.name}.md`), tidy(new Map([[topic.name, text]]), [topic]).get(topic.name)!);
  rmSync(work, { recursive: true });
}
