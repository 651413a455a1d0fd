import { join, relative, sep } from "node:path";
import type ts from "typescript";
import { collectionsModule } from "./collections.js";
import { fileOf, findDocumented, importPath } from "./documented.js";
import { coreSources, createProgram } from "./sources.js";
import { topics, type Topic } from "./topics.js";

/** One page's module: what it exports is what the page tells of. */
export interface Page {
  topic: Topic;
  program: ts.Program;
  sourceFile: ts.SourceFile;
}

/** Gives each type and value that a user of the core meets to a page, by where it is declared. */
export function pages(): Page[] {
  const first = createProgram(new Map());
  const documented = findDocumented(first);
  const modules = new Map<string, string>();
  for (const symbol of documented) {
    // The models, by themselves and by their names, are told in the table of collections.
    if (symbol.name === "models" || symbol.name === "Collections") continue;
    const path = modulePath(topicOf(symbol));
    modules.set(path, `${modules.get(path) ?? ""}export { ${symbol.name} } from "${importPath(symbol)}";\n`);
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

function topicOf(symbol: ts.Symbol): Topic {
  const place = `${relative(coreSources, fileOf(symbol)).split(sep).join("/").replace(/\.ts$/, "")}:${symbol.name}`;
  return topics.find(({ holds }) => holds.test(place)) ?? topics[0]!;
}
