import { join } from "node:path";
import ts from "typescript";
import { coreSources } from "./sources.js";

/**
 * The collections by name as an interface, each with the name of its class and of its rows: the compiler itself infers
 * them from the list of models, and knows their shapes but not those names.
 */
export function collectionsModule(program: ts.Program): string {
  const checker = program.getTypeChecker();
  const list = checker.getSymbolAtLocation(program.getSourceFile(join(coreSources, "models/list.ts"))!)!;
  const members = checker.getExportsOfModule(list).flatMap((symbol) => {
    const call = definition(checker.getAliasedSymbol(symbol));
    return call ? [member(symbol.name, call.arguments)] : [];
  });
  return `import type * as all from "./index.js";\n/** A collection for each model, by its name on the client. */\nexport interface Collections {\n${members.join("\n")}\n}\n`;
}

/** `defineModel("Agents", Agent, AgentCollection)`, the collection being left out where it has no methods of its own. */
function member(name: string, [route, schema, collection]: readonly ts.Expression[]): string {
  const rows = `all.${schema!.getText()}`;
  const type = collection ? `all.${collection.getText()}` : `all.Collection<${rows}>`;
  return `/** Route \`${(route as ts.StringLiteral).text}\`. */ readonly ${name}: ${type};`;
}

/** Whether it is what `defineModel` gives. */
export const isModel = (symbol: ts.Symbol): boolean => definition(symbol) !== undefined;

function definition({ valueDeclaration }: ts.Symbol): ts.CallExpression | undefined {
  const call =
    valueDeclaration && ts.isVariableDeclaration(valueDeclaration) ? valueDeclaration.initializer : undefined;
  return call && ts.isCallExpression(call) && call.expression.getText() === "defineModel" ? call : undefined;
}
