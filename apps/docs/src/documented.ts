import { relative, sep } from "node:path";
import ts from "typescript";
import { coreSources, entries } from "./sources.js";

/**
 * Returns what the reference documents: the exports of the core, the rows of all models, and each type that one
 * of these mentions, even if it has no public name.
 */
export function findDocumented(program: ts.Program): ts.Symbol[] {
  const checker = program.getTypeChecker();
  const resolve = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const found = new Set<ts.Symbol>();
  const seen = new Set<ts.Symbol>();

  const add = (symbol: ts.Symbol) => {
    const origin = resolve(symbol);
    if (seen.has(origin)) return;
    seen.add(origin);
    // The namespace of all row types.
    if (origin.flags & ts.SymbolFlags.Module) return checker.getExportsOfModule(origin).forEach(addRow);
    if (isExported(origin)) found.add(origin);
    if (origin.name === "Collections") listCollectionClasses(origin, checker).forEach(add);
    for (const declaration of origin.declarations ?? []) addMentioned(declaration);
  };
  const addRow = (symbol: ts.Symbol) => {
    const origin = resolve(symbol);
    if (isType(origin) && getSourcePath(origin).includes("/models/")) add(origin);
  };
  const addMentioned = (node: ts.Node) => {
    if (isInternal(node)) return;
    const name = findTypeName(node);
    const symbol = name && checker.getSymbolAtLocation(name);
    if (symbol && isType(resolve(symbol)) && isOfCore(resolve(symbol))) add(symbol);
    ts.forEachChild(node, addMentioned);
  };

  for (const path of entries)
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path)!)!).forEach(add);
  return [...found];
}

/** Returns the classes of the collections, which the core infers from the catalog instead of naming them. */
function listCollectionClasses(collections: ts.Symbol, checker: ts.TypeChecker): ts.Symbol[] {
  const properties = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(collections));
  return properties.map((property) => checker.getTypeOfSymbol(property).symbol).filter(isOfCore);
}

/** Returns whether users cannot see it: bodies and initial values, constructors' parameters, and hidden members. */
function isInternal(node: ts.Node): boolean {
  if (ts.isBlock(node) || ts.isConstructorDeclaration(node)) return true;
  if (ts.isVariableDeclaration(node) && !node.type) return true;
  if (!ts.isClassElement(node)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (
    (node.name !== undefined && ts.isPrivateIdentifier(node.name)) ||
    (ts.getCombinedModifierFlags(node) & hidden) !== 0
  );
}

function findTypeName(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  return ts.isExpressionWithTypeArguments(node) ? node.expression : undefined;
}

function isType(symbol: ts.Symbol): boolean {
  const types = ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias;
  return (symbol.flags & types) !== 0;
}

function isOfCore(symbol: ts.Symbol): boolean {
  return getSourcePath(symbol).startsWith(coreSources);
}

function isExported({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some(
    (declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0,
  );
}

/** Returns the path of the file that declares a symbol. */
export function getSourcePath({ declarations }: ts.Symbol): string {
  return declarations?.[0]?.getSourceFile().fileName ?? "";
}

/** Returns from where a file in the core's sources imports a symbol. */
export function getImportPath(symbol: ts.Symbol): string {
  const file = getSourcePath(symbol);
  if (!file.startsWith(coreSources)) return "@huntkit/catalog";
  return `./${relative(coreSources, file).split(sep).join("/").replace(/\.ts$/, ".js")}`;
}
