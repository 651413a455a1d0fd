import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Directory of the core's sources. */
export const coreSources = join(
  dirname(fileURLToPath(import.meta.resolve("@huntkit/core/package.json"))),
  "src",
);

/**
 * Returns a program with the core's sources and additional files in memory. Docstrings have the form that
 * typedoc expects.
 *
 * @param virtual contents of the additional files by path
 * @param previous an earlier program, whose unchanged files are reused
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

/** Entry points of the package. */
export const entries = [join(coreSources, "index.ts")];

/**
 * Changes docstrings and types so typedoc keeps their names. It drops the class of `@throws {Class}`, but keeps
 * a link. It writes a type that is inferred from a schema out in full, but keeps the name of an interface.
 */
function withReadableDocs(text: string): string {
  return text
    .replaceAll(/@throws \{(\w+)\}/g, "@throws {@link $1}")
    .replaceAll(/export type (\w+) = (z\.infer<typeof \1>);/g, "export interface $1 extends $2 {}");
}
