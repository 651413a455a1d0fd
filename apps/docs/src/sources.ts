import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The core's folder of sources. */
export const coreSources = join(
  dirname(fileURLToPath(import.meta.resolve("@huntkit/core/package.json"))),
  "src",
);

/**
 * A program over the core's sources, with files beside them that are only in memory, and with docstrings as typedoc wants
 * them.
 *
 * @param virtual the texts of those files by their paths
 * @param previous an earlier program, whose unchanged files are taken over
 */
export function createProgram(virtual: ReadonlyMap<string, string>, previous?: ts.Program): ts.Program {
  const config = ts.readConfigFile(join(coreSources, "../../../tsconfig.base.json"), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.convertCompilerOptionsFromJson(
    (config.config as { compilerOptions: unknown }).compilerOptions,
    coreSources,
  );
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.getSourceFile = (path, ...settings) =>
    previous?.getSourceFile(path) ?? disk.getSourceFile(path, ...settings);
  host.fileExists = (path) => virtual.has(path) || disk.fileExists(path);
  host.readFile = (path) =>
    virtual.get(path) ??
    (path.startsWith(coreSources) ? withReadableDocs(disk.readFile(path) ?? "") : disk.readFile(path));
  return ts.createProgram({
    rootNames: [...entries, ...virtual.keys()],
    options: { ...options, noEmit: true },
    host,
    ...(previous && { oldProgram: previous }),
  });
}

/** What the package exports, from where it is imported. */
export const entries = [join(coreSources, "index.ts")];

/**
 * typedoc drops the class of `@throws {Class}`, but keeps a link. And the compiler writes a row's type out in full wherever
 * it is inferred from a schema; an interface keeps its name, and is told with its schema's docstring.
 */
function withReadableDocs(text: string): string {
  return text
    .replaceAll(/@throws \{(\w+)\}/g, "@throws {@link $1}")
    .replaceAll(/export type (\w+) = (z\.infer<typeof \1>);/g, "export interface $1 extends $2 {}");
}
