import { join } from "node:path";
import { models } from "@huntkit/catalog";
import type ts from "typescript";
import { coreSources } from "./sources.js";

/**
 * Returns the source of a module with the collections by name as an interface. The core infers them from the catalog, and a
 * reader wants to see the name of each class and row.
 */
export function collectionsModule(program: ts.Program): string {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(coreSources, "collections.ts"))!)!;
  const collections = checker.getExportsOfModule(module).find(({ name }) => name === "Collections")!;
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(collections)).map((symbol) => {
    const type = checker.typeToString(checker.getTypeOfSymbol(symbol));
    const { route } = models[symbol.name as keyof typeof models];
    return `/** Route \`${route}\`. */ readonly ${symbol.name}: ${type.replaceAll(/\b[A-Z]\w*/g, "all.$&")};`;
  });
  return `import type * as all from "./index.js";\n/** A collection for each model, by its name on the client. */\nexport interface Collections {\n${members.join("\n")}\n}\n`;
}
