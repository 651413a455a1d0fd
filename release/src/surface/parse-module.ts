/** A declaration file, with the names that it declares, imports, and exports. */
export interface DeclarationModule {
  /** Source of the declarations by name. A function has one for each overload. */
  readonly declarations: ReadonlyMap<string, readonly string[]>;
  /** Imported names. `name` is `*` for a namespace. */
  readonly imports: ReadonlyMap<string, Reference>;
  /** Exported names that this module declares, imports, or re-exports. */
  readonly exports: ReadonlyMap<string, Reference>;
  /** Modules whose exports are all exported. */
  readonly all: readonly string[];
}

/** A name in a module. The module is undefined if it is the same one. */
export interface Reference {
  readonly module: string | undefined;
  readonly name: string;
  /** Whether only the type is exported. A class can then not be created or extended. */
  readonly isType: boolean;
}

const strings = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/;
const stringsAndComments = new RegExp(`${strings.source}|/\\*[^]*?\\*/|//.*`, "g");
const declaration =
  /^(export )?(?:default )?(?:declare )?(?:abstract )?(?:class|interface|type|const|let|var|function|enum|namespace) (\w+)/;

/** Parses a declaration file that the compiler has written. */
export function parseModule(code: string): DeclarationModule {
  const declarations = new Map<string, string[]>();
  const imports = new Map<string, Reference>();
  const exports = new Map<string, Reference>();
  const all: string[] = [];
  for (const statement of splitStatements(code)) {
    const [, module] = / from "([^"]+)"$/.exec(statement) ?? [];
    const [, space, list] = /^(?:import|export) (?:type )?(?:\* as (\w+)|\{([^}]*)\})/.exec(statement) ?? [];
    const isType = /^(?:import|export) type /.test(statement);
    const target = statement.startsWith("import ") ? imports : exports;
    const [, isExported, name] = declaration.exec(statement) ?? [];
    if (name !== undefined) {
      declarations.set(name, [...(declarations.get(name) ?? []), statement.replace(/^export /, "")]);
      if (isExported) exports.set(name, { module: undefined, name, isType: false });
    } else if (space !== undefined) target.set(space, { module, name: "*", isType });
    else if (list !== undefined)
      for (const { from, to, isOnlyType } of parseNames(list))
        target.set(to, { module, name: from, isType: isType || isOnlyType });
    else if (module !== undefined && /^export (?:type )?\*/.test(statement)) all.push(module);
  }
  return { declarations, imports, exports, all };
}

function parseNames(list: string): { from: string; to: string; isOnlyType: boolean }[] {
  return Array.from(list.matchAll(/(type )?\b(\w+)(?: as (\w+))?/g), ([, type, from = "", to = from]) => ({
    from,
    to,
    isOnlyType: type !== undefined,
  }));
}

/** Returns the statements on one line each, without comments. */
function splitStatements(code: string): string[] {
  const text = code.replaceAll(stringsAndComments, (_, string?: string) => string ?? "");
  const statements: string[] = [];
  for (const part of splitAt(";", text)) {
    // A class or interface ends without a semicolon.
    let rest = part;
    for (;;) {
      const [block] =
        /^\s*(?:export )?(?:declare )?(?:abstract )?(?:class|interface|namespace|enum) /.exec(rest) ?? [];
      const end = block === undefined ? -1 : findBlockEnd(rest);
      if (end < 0) break;
      statements.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    statements.push(rest);
  }
  return statements.map((each) => each.replaceAll(/\s+/g, " ").trim()).filter((each) => each !== "");
}

/** Returns the offset after the block at the start of the text, or -1 if there is none. */
function findBlockEnd(text: string): number {
  let depth = 0;
  for (const { index, 0: token } of text.matchAll(tokens)) {
    if (token === "{") depth++;
    if (token === "}" && --depth === 0) return index + 1;
  }
  return -1;
}

const tokens = new RegExp(`${strings.source}|=>|[{}()<>[\\];|]`, "g");

/** Splits text at a separator that is not in brackets or strings. */
export function splitAt(separator: ";" | "|", text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { index, 0: token } of text.matchAll(tokens)) {
    if ("{(<[".includes(token)) depth++;
    else if ("})>]".includes(token)) depth--;
    else if (token === separator && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
