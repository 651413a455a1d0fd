import { join, relative, sep } from "node:path";
import ts from "typescript";
import { collectionsModule } from "./collections.js";
import { coreSources, createProgram, entries } from "./sources.js";
import { topics, type Topic } from "./topics.js";

/** One page's module: what it exports is what the page tells of. */
export interface Page {
  topic: Topic;
  program: ts.Program;
  sourceFile: ts.SourceFile;
}

/** Gives everything that the core exports to a page, by where it is declared, so that nothing has to be listed twice. */
export function pages(): Page[] {
  const first = createProgram(new Map());
  const checker = first.getTypeChecker();
  const modules = new Map<string, string>();
  for (const entry of entries) {
    for (const symbol of checker.getExportsOfModule(
      checker.getSymbolAtLocation(first.getSourceFile(entry)!)!,
    )) {
      const path = modulePath(topicOf(symbol, checker));
      // The models, by themselves and by their names, are told in the table of collections.
      if (symbol.name === "models" || symbol.name === "Collections") continue;
      modules.set(path, `${modules.get(path) ?? ""}export { ${symbol.name} } from "${moduleOf(entry)}";\n`);
    }
  }
  const collections = modulePath(topics.find(({ name }) => name === "collections")!);
  modules.set(collections, collectionsModule(first) + modules.get(collections)!);
  const program = createProgram(modules, first);
  return topics.flatMap((topic) => {
    const sourceFile = program.getSourceFile(modulePath(topic));
    return sourceFile ? [{ topic, program, sourceFile }] : [];
  });
}

const modulePath = ({ name }: Topic) => join(coreSources, `page-${name}.ts`);
const moduleOf = (path: string) =>
  `./${relative(coreSources, path).split(sep).join("/").replace(/\.ts$/, ".js")}`;

const origin = (symbol: ts.Symbol, checker: ts.TypeChecker) =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

function topicOf(symbol: ts.Symbol, checker: ts.TypeChecker): Topic {
  const file = moduleOf(origin(symbol, checker).declarations![0]!.getSourceFile().fileName);
  const place = `${file.slice("./".length, -".js".length)}:${symbol.name}`;
  return topics.find(({ holds }) => holds.test(place)) ?? topics[0]!;
}
