import { join, relative, sep } from "node:path";
import { models } from "@huntkit/catalog";
import type ts from "typescript";
import { getSourcePath, findDocumented, getImportPath } from "./documented.js";
import { coreSources, createProgram } from "./sources.js";
import { topics, type Topic } from "./topics.js";

/** Module of a page. The page documents what it exports. */
export interface Page {
  topic: Topic;
  program: ts.Program;
  sourceFile: ts.SourceFile;
}

/** Assigns each type and value of the public API to a page, by the file that declares it. */
export function pages(): Page[] {
  const first = createProgram(new Map());
  const documented = findDocumented(first);
  const modules = new Map<string, string>();
  for (const symbol of documented) {
    // The table of collections documents these two.
    if (symbol.name === "models" || symbol.name === "Collections") continue;
    const path = modulePath(findTopic(symbol));
    modules.set(
      path,
      `${modules.get(path) ?? ""}export { ${symbol.name} } from "${getImportPath(symbol)}";\n`,
    );
  }
  const collections = modulePath(topics.find(({ name }) => name === "collections")!);
  modules.set(collections, collectionsModule(first, documented) + modules.get(collections)!);
  const program = createProgram(modules, first);
  return topics.flatMap((topic) => {
    const sourceFile = program.getSourceFile(modulePath(topic));
    return sourceFile ? [{ topic, program, sourceFile }] : [];
  });
}

const modulePath = ({ name }: Topic) => join(coreSources, `page-${name}.ts`);

function findTopic(symbol: ts.Symbol): Topic {
  const place = `${relative(coreSources, getSourcePath(symbol)).split(sep).join("/").replace(/\.ts$/, "")}:${symbol.name}`;
  return topics.find(({ holds }) => holds.test(place)) ?? topics[0]!;
}

/**
 * Returns the source of a module with the collections by name as an interface. The core infers them from the catalog, and a
 * reader wants to see the name of each class and row.
 */
function collectionsModule(program: ts.Program, documented: readonly ts.Symbol[]): string {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(coreSources, "collections.ts"))!)!;
  const collections = checker.getExportsOfModule(module).find(({ name }) => name === "Collections")!;
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(collections)).map((symbol) => {
    const type = checker.typeToString(checker.getTypeOfSymbol(symbol));
    const { route } = models[symbol.name as keyof typeof models];
    return `/** Route \`${route}\`. */ readonly ${symbol.name}: ${type};`;
  });
  const names = new Set(members.flatMap((member) => member.match(/(?<=[:<] ?)[A-Z]\w*/g) ?? []));
  // A row's type comes after the core's own types, some of which have the same name.
  const paths = new Map(
    documented.filter(({ name }) => names.has(name)).map((symbol) => [symbol.name, getImportPath(symbol)]),
  );
  const imports = [...paths].map(([name, path]) => `import type { ${name} } from "${path}";`);
  return `${imports.join("\n")}\n/** A collection for each model, by its name on the client. */\nexport interface Collections {\n${members.join("\n")}\n}\n`;
}
