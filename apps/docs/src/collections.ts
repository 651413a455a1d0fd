import { join } from "node:path";
import { models } from "@huntkit/catalog";
import type ts from "typescript";
import { importPath } from "./documented.js";
import { coreSources } from "./sources.js";

/**
 * Returns the source of a module with the collections by name as an interface. The core infers them from the catalog, and a
 * reader wants to see the name of each class and row.
 */
export function collectionsModule(program: ts.Program, documented: readonly ts.Symbol[]): string {
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
    documented.filter(({ name }) => names.has(name)).map((symbol) => [symbol.name, importPath(symbol)]),
  );
  const imports = [...paths].map(([name, path]) => `import type { ${name} } from "${path}";`);
  return `${imports.join("\n")}\n/** A collection for each model, by its name on the client. */\nexport interface Collections {\n${members.join("\n")}\n}\n`;
}
