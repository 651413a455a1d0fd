import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  Application,
  type DocumentationEntryPoint,
  ReflectionKind,
  type DeclarationReflection,
  type ProjectReflection,
} from "typedoc";
import { pages } from "./pages.js";
import { simplifyReflections } from "./simplify-reflections.js";
import { packages } from "./topics.js";
import { CompactTheme, indexPage, tidy } from "./markdown.js";
import { typedocOptions } from "./typedoc-options.js";

const kinds = new Set([
  ReflectionKind.Class,
  ReflectionKind.Interface,
  ReflectionKind.TypeAlias,
  ReflectionKind.Function,
  ReflectionKind.Variable,
  ReflectionKind.Method,
  ReflectionKind.Accessor,
]);

/** @argument the output directory, which is emptied first */
const out = resolve(process.argv[2]!);

const app = await Application.bootstrapWithPlugins({ ...typedocOptions, name: "API reference", out }, []);
app.renderer.defineTheme("compact", CompactTheme);
simplifyReflections(app);
const sources = pages();
const project = app.converter.convert(
  sources.map(({ topic, program, sourceFile }): DocumentationEntryPoint => ({
    displayName: topic.name,
    program,
    sourceFile,
  })),
);
await app.generateOutputs(project);
const shownTopics = sources.map(({ topic }) => topic);
const read = shownTopics.map(({ name }) => [name, readFileSync(join(out, `${name}.md`), "utf8")] as const);
for (const [name, text] of tidy(new Map(read), shownTopics)) writeFileSync(join(out, `${name}.md`), text);
writeFileSync(join(out, "README.md"), indexPage(shownTopics, packages));
for (const name of findUndocumented(project)) process.stdout.write(`${name} has no docstring\n`);

/** Returns the exported names, and methods such as `Collection.list`, that have no docstring. */
function findUndocumented({ reflections }: ProjectReflection): string[] {
  const all = Object.values(reflections).filter((each) => each.isDeclaration());
  const found = all.filter((each) => kinds.has(each.kind) && isNamed(each) && !isDocumented(each));
  return found.map((each) => each.getFullName().replace(/^\w+\./, "")).sort();
}

function isDocumented(each: DeclarationReflection): boolean {
  return (
    each.hasComment() ||
    [...(each.signatures ?? []), each.getSignature].some((signature) => signature?.hasComment())
  );
}

/** Returns false for members of inline types: the docstring of the type that contains them documents them. */
function isNamed({ parent, name }: DeclarationReflection): boolean {
  return !name.startsWith("__") && !name.startsWith("[") && !parent!.kindOf(ReflectionKind.TypeLiteral);
}
