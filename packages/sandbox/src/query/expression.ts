import { DatabaseError } from "../loopback-error.js";
import { Automaton, type ExpressionNode } from "./automaton.js";

/** An expression as PostgreSQL receives it. */
export interface Expression {
  readonly source: string;
  readonly ignoresCase: boolean;
}

/** Maximum length of a regular expression in the sandbox, in characters. */
const MAX_EXPRESSION_LENGTH = 1000;
/** Maximum bound of a quantifier (PostgreSQL). */
const MAX_REPEAT = 255;

/** Character classes for JavaScript. `w` includes the letters of all languages. */
const CLASSES: Readonly<Record<string, string>> = {
  w: "\\p{L}\\p{N}_",
  alnum: "\\p{L}\\p{N}",
  alpha: "\\p{L}",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  lower: "\\p{Ll}",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\s",
  upper: "\\p{Lu}",
  xdigit: "0-9A-Fa-f",
};

/** PostgreSQL's character escapes in JavaScript. In PostgreSQL, `\\b` is a backspace. */
const CHARACTER_ESCAPES: Readonly<Record<string, string>> = {
  b: "\\x08",
  B: "\\\\",
  a: "\\x07",
  e: "\\x1b",
  ...Object.fromEntries(Array.from("dDfnrsStv", (letter) => [letter, `\\${letter}`])),
};

const WORD = /[\p{L}\p{N}_]/u;
const isWordAt = (text: readonly string[], at: number): boolean => WORD.test(text[at] ?? "");

/** Assertions about a position in the text. `^` and `$` match at the ends of the whole text. */
const ASSERTIONS: Readonly<Record<string, (text: readonly string[], at: number) => boolean>> = {
  "^": (_text, at) => at === 0,
  $: (text, at) => at === text.length,
  "\\A": (_text, at) => at === 0,
  "\\Z": (text, at) => at === text.length,
  "\\y": (text, at) => isWordAt(text, at - 1) !== isWordAt(text, at),
  "\\Y": (text, at) => isWordAt(text, at - 1) === isWordAt(text, at),
  "\\m": (text, at) => !isWordAt(text, at - 1) && isWordAt(text, at),
  "\\M": (text, at) => isWordAt(text, at - 1) && !isWordAt(text, at),
};

const TOKEN =
  /\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[^]|[^])|\(\?(?:<?[=!]|:)|(?:[*+?]|\{\d+(?:,\d*)?\})\??|\[:\w+:\]|[^]/gu;

/**
 * Creates the test of an expression in PostgreSQL's syntax (advanced regular expressions). Back references,
 * collating elements, and options are not supported.
 *
 * @throws {DatabaseError} if PostgreSQL rejects the expression, or if the sandbox does not support it
 */
export function createExpressionTest({ source, ignoresCase }: Expression): (text: string) => boolean {
  if (source.length > MAX_EXPRESSION_LENGTH)
    throw new DatabaseError(`The sandbox supports expressions of up to ${MAX_EXPRESSION_LENGTH} characters.`);
  const node = new Parser(source, ignoresCase).parse();
  let automaton: Automaton | undefined;
  return (text) => (automaton ??= new Automaton(node)).isIn(Array.from(text));
}

class Parser {
  readonly #tokens: readonly string[];
  readonly #flags: string;
  #next = 0;

  constructor(source: string, ignoresCase: boolean) {
    this.#tokens = source.match(TOKEN) ?? [];
    this.#flags = ignoresCase ? "iu" : "u";
  }

  parse(): ExpressionNode {
    const node = this.#readChoice();
    if (this.#next < this.#tokens.length) throw createSyntaxError("parentheses () not balanced");
    return node;
  }

  #readChoice(): ExpressionNode {
    const nodes = [this.#readSequence()];
    while (this.#take("|")) nodes.push(this.#readSequence());
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: "choice", nodes };
  }

  #readSequence(): ExpressionNode {
    const nodes: ExpressionNode[] = [];
    for (let token = this.#peek(); token !== undefined && !/^[|)]$/.test(token); token = this.#peek())
      nodes.push(this.#readRepeat());
    return { kind: "sequence", nodes };
  }

  #readRepeat(): ExpressionNode {
    const node = this.#readAtom();
    const bounds = readBounds(this.#peek());
    if (bounds === undefined) return node;
    if (node.kind === "assertion" || node.kind === "look")
      throw createSyntaxError("quantifier operand invalid");
    this.#next += 1;
    return { kind: "repeat", node, ...bounds };
  }

  #readAtom(): ExpressionNode {
    const token = this.#peek() ?? "";
    this.#next += 1;
    const holds = Object.hasOwn(ASSERTIONS, token) ? ASSERTIONS[token] : undefined;
    if (holds !== undefined) return { kind: "assertion", holds };
    if (readBounds(token) !== undefined) throw createSyntaxError("quantifier operand invalid");
    if (token.startsWith("(?") && token !== "(?:") return this.#readLook(token);
    if (token.startsWith("(")) return this.#readGroup();
    if (token === ".") return { kind: "character", matches: () => true };
    // Outside of brackets, a named class is a bracket expression that contains its characters.
    if (token.startsWith("[:")) return this.#createClass(token.slice(1, -1));
    if (token === "[") return this.#createClass(this.#readBrackets());
    return this.#createClass(toClassPart(token));
  }

  #readGroup(): ExpressionNode {
    if (this.#peek()?.startsWith("?")) throw createSyntaxError("quantifier operand invalid");
    const node = this.#readChoice();
    if (!this.#take(")")) throw createSyntaxError("parentheses () not balanced");
    // PostgreSQL allows a quantifier after an assertion in parentheses.
    return { kind: "sequence", nodes: [node] };
  }

  #readLook(token: string): ExpressionNode {
    const node = this.#readGroup();
    return { kind: "look", node, isBehind: token.includes("<"), isNegated: token.endsWith("!") };
  }

  /**
   * Returns the content of a bracket expression, for a class in JavaScript. A leading `]` is an ordinary
   * character.
   */
  #readBrackets(): string {
    const isNegated = this.#take("^");
    let content = this.#take("]") ? "\\]" : "";
    while (!this.#take("]")) {
      const token = this.#peek();
      if (token === undefined) throw createSyntaxError("brackets [] not balanced");
      this.#next += 1;
      if (token === "[" && /^[.=]$/.test(this.#peek() ?? ""))
        throw createSyntaxError("invalid collating element");
      content += toBracketPart(token);
    }
    return `${isNegated ? "^" : ""}${content}`;
  }

  /** Creates a class for JavaScript. It tests a single character, so it cannot be slow. */
  #createClass(content: string): ExpressionNode {
    try {
      const expression = new RegExp(`^[${content}]$`, this.#flags);
      return { kind: "character", matches: remember((character) => expression.test(character)) };
    } catch {
      throw createSyntaxError("invalid character range");
    }
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#next += 1;
    return true;
  }
}

/** Caches results. Values contain few different characters, and a map is faster than an expression. */
function remember(test: (character: string) => boolean): (character: string) => boolean {
  const known = new Map<string, boolean>();
  return (character) => {
    let isMatch = known.get(character);
    if (isMatch === undefined) known.set(character, (isMatch = test(character)));
    return isMatch;
  };
}

function readBounds(token = ""): { min: number; max: number } | undefined {
  if (/^[*+?]\??$/.test(token))
    return { min: token.startsWith("+") ? 1 : 0, max: token.startsWith("?") ? 1 : Infinity };
  const [, min, comma, max] = /^\{(\d+)(,?)(\d*)\}\??$/.exec(token) ?? [];
  if (min === undefined) return undefined;
  const upper = max === "" ? Infinity : Number(max);
  const bounds = { min: Number(min), max: comma === "" ? Number(min) : upper };
  const isPossible = bounds.min <= MAX_REPEAT && (bounds.max <= MAX_REPEAT || bounds.max === Infinity);
  if (!isPossible || bounds.min > bounds.max) throw createSyntaxError("invalid bounds of a quantifier");
  return bounds;
}

/** Quantifiers and parentheses are ordinary characters in brackets. */
function toBracketPart(token: string): string {
  if (token === "\\W") throw createSyntaxError("invalid escape \\ sequence");
  if (token.startsWith("\\")) return toClassPart(token);
  const name = /^\[:(\w+):\]$/.exec(token)?.[1];
  if (name !== undefined) return requireClass(name);
  return token.replace(/[[\]^]/g, "\\$&");
}

function toClassPart(token: string): string {
  const escaped = /^\\([^]+)$/.exec(token)?.[1];
  if (escaped === undefined) return token.replace(/[\\[\]^-]/g, "\\$&");
  if (escaped === "w") return requireClass("w");
  if (escaped === "W") return `^${requireClass("w")}`;
  const known = Object.hasOwn(CHARACTER_ESCAPES, escaped) ? CHARACTER_ESCAPES[escaped] : undefined;
  if (known !== undefined) return known;
  if (/^[xuc][^]+$/.test(escaped)) return token;
  // In PostgreSQL, a digit is a back reference, and other letters are an error.
  if (/^[A-Za-z0-9]$/.test(escaped)) throw createSyntaxError("invalid escape \\ sequence");
  return `\\u{${escaped.codePointAt(0)?.toString(16)}}`;
}

function requireClass(name: string): string {
  const part = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  if (part === undefined) throw createSyntaxError("invalid character class");
  return part;
}

function createSyntaxError(reason: string): DatabaseError {
  return new DatabaseError(`invalid regular expression: ${reason}`);
}
