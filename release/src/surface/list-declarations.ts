import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type DeclarationModule, parseModule, splitAt } from "./parse-module.js";

/** Modules that describe HUNT's records. A minor version can correct them (docs/versioning.md). */
const records = /[\\/]catalog[\\/]models[\\/]/;

/**
 * Lists the declarations that entry points export, and all others of the package that these need. Each line
 * is a declaration, a member of a class or an object type, or a member of a union, without comments and names
 * of parameters.
 *
 * @param packageName name of the package, to start the lines with
 * @param entries paths of declaration files
 */
export function listDeclarations(packageName: string, entries: readonly string[]): string[] {
  const modules = new Map<string, DeclarationModule>();
  const visited = new Set<string>();
  const lines = new Set<string>();
  for (const entry of entries) visitAll(entry, true);
  return Array.from(lines, (line) => `type ${packageName} ${line}`).sort();

  function open(path: string): DeclarationModule {
    const known = modules.get(path) ?? parseModule(readFileSync(path, "utf8"));
    modules.set(path, known);
    return known;
  }

  function visitAll(path: string, isValue: boolean): void {
    const { exports, all } = open(path);
    for (const name of exports.keys()) visit(path, name, isValue);
    for (const other of resolveModules(path, all)) visitAll(other, isValue);
  }

  /** Adds a name in a module, which might be declared in another one. */
  function visit(path: string, name: string, isValue: boolean): void {
    const key = `${path} ${name} ${isValue}`;
    if (visited.has(key)) return;
    visited.add(key);
    if (records.test(path)) {
      lines.add(`record ${name}`);
      return;
    }
    const { declarations, imports, exports, all } = open(path);
    for (const text of declarations.get(name) ?? []) addDeclaration(path, name, text, isValue);
    if (declarations.has(name)) return;
    const reference = exports.get(name) ?? imports.get(name);
    const isStillValue = isValue && reference?.isType !== true;
    const { module, name: original } = reference ?? { module: undefined, name };
    if (module === undefined && original !== name) return visit(path, original, isStillValue);
    for (const other of resolveModules(path, module === undefined ? all : [module]))
      if (original === "*") visitAll(other, isStillValue);
      else visit(other, original, isStillValue);
  }

  function addDeclaration(path: string, name: string, text: string, isValue: boolean): void {
    const { declarations, imports } = open(path);
    const inline = new Map(Array.from(text.matchAll(inlineImport), ([, module, used]) => [used, module]));
    const members = toLines(name, normalize(text), isValue);
    for (const line of members) lines.add(line);
    const [, base] = /^(?:abstract )?class [^{]* extends (\w+)/.exec(members[0]!) ?? [];
    for (const [word] of members.join("\n").matchAll(/\b[A-Za-z_]\w*\b/g)) {
      if (declarations.has(word) || imports.has(word)) visit(path, word, isValue && word === base);
      const module = inline.get(word);
      if (module !== undefined) for (const other of resolveModules(path, [module])) visit(other, word, false);
    }
  }
}

/** A type of another module, which the compiler imports in place. */
const inlineImport = /import\("([^"]+)"\)\.(\w+)/g;

/** Returns the paths of modules of the same package, without other packages. */
function resolveModules(from: string, specifiers: readonly string[]): string[] {
  return specifiers
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => join(dirname(from), specifier.replace(/\.js$/, ".d.ts")));
}

/** Removes what callers do not depend on: names of parameters, and the paths of modules. */
function normalize(text: string): string {
  return text
    .replaceAll(inlineImport, "$2")
    .replaceAll(/([(,] ?)(\.\.\.)?(?:\w+|\{[^{}()]*\}|\[[^[\]()]*\])(\?)?: /g, "$1$2_$3: ")
    .replaceAll(/\b(?:declare|default) /g, "");
}

/**
 * Returns the lines of a declaration: one for each member of a class, an object type, or a union.
 *
 * @param isValue whether a class can be created and extended
 */
function toLines(name: string, text: string, isValue: boolean): string[] {
  const [, head = "", body] =
    /^((?:abstract )?(?:class|interface) [^{]*|(?:type|const) \w+[^={]*(?:=|:) )\{(.*)\}$/.exec(text) ?? [];
  if (body !== undefined && !/^ ?(?:readonly )?\[\w+ in /.test(body)) {
    const members = splitAt(";", body).map((each) => each.trim());
    const hidden = isValue ? /^(?:#|private )|^$/ : /^(?:#|private |protected |static |constructor\()|^$/;
    const isPublic = (member: string) => !hidden.test(member);
    return [
      head.replace(/ ?[=:] $/, "").trim(),
      ...members.filter(isPublic).map((each) => `${name}.${each}`),
    ];
  }
  const [, alias, union = ""] = /^type (\w+) = ([^?]*)$/.exec(text) ?? [];
  const choices = splitAt("|", union).map((each) => each.trim());
  return alias !== undefined && choices.length > 1
    ? choices.filter(Boolean).map((each) => `type ${name} = ${each}`)
    : [text];
}
