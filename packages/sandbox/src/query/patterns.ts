import { DatabaseError } from "../loopback-error.js";

/**
 * Returns the test of SQL's LIKE for a pattern: `%` is any run of characters, `_` is one, and a backslash
 * makes the next character
 * an ordinary one. The pattern must match from start to end. Its time grows with the product of both lengths at most.
 */
export function createLikeTest(pattern: string, ignoresCase: boolean): (text: string) => boolean {
  const fold = (text: string): string[] => Array.from(ignoresCase ? text.toLowerCase() : text);
  const tokens = parseLike(fold(pattern));
  return (text) => matchesLike(fold(text), tokens);
}

/** A character, or `any` for `_`, or `run` for `%`. */
type LikeToken = { readonly literal: string } | "any" | "run";

function parseLike(characters: readonly string[]): LikeToken[] {
  const tokens: LikeToken[] = [];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? "";
    if (character === "%") tokens.push("run");
    else if (character === "_") tokens.push("any");
    else if (character === "\\") tokens.push({ literal: characters[(index += 1)] ?? character });
    else tokens.push({ literal: character });
  }
  return tokens;
}

/** On a mismatch, only the last run takes one more character: earlier ones need not be tried again. */
function matchesLike(text: readonly string[], tokens: readonly LikeToken[]): boolean {
  let [at, token, runToken, runAt] = [0, 0, -1, 0];
  while (at < text.length) {
    const current = tokens[token];
    if (current === "run") [runToken, runAt, token] = [token, at, token + 1];
    else if (current !== undefined && (current === "any" || current.literal === text[at])) {
      at += 1;
      token += 1;
    } else if (runToken >= 0) {
      runAt += 1;
      [at, token] = [runAt, runToken + 1];
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === "run");
}

/** An expression as PostgreSQL gets it: its source, and whether case is ignored. */
export interface Expression {
  readonly source: string;
  readonly ignoresCase: boolean;
}

/** The longest regular expression that the sandbox runs, in characters. */
export const MAX_EXPRESSION_LENGTH = 1000;

/** What PostgreSQL's escapes mean in JavaScript, as far as the two differ. `\\b` is a backspace there. */
const ESCAPES: Readonly<Record<string, string>> = {
  y: "\\b",
  Y: "\\B",
  m: "\\b(?=\\w)",
  M: "\\b(?<=\\w)",
  A: "(?<![^])",
  Z: "(?![^])",
  b: "\\x08",
  B: "\\\\",
  a: "\\x07",
  e: "\\x1b",
  W: "[^\\p{L}\\p{N}_]",
};
/** Letters that mean the same in both after a backslash. Others are an error in PostgreSQL. */
const COMMON_ESCAPES = /[cdDfnrsStuvx]/;
/** Named classes, and `w`, which includes the letters of all languages. */
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

/**
 * Returns the JavaScript expression that means what the source means in PostgreSQL (advanced regular
 * expressions), as far as
 * the two languages overlap.
 *
 * @throws {DatabaseError} for what PostgreSQL rejects, and for an expression that is too long for the sandbox
 */
export function translateExpression({ source, ignoresCase }: Expression): RegExp {
  if (source.length > MAX_EXPRESSION_LENGTH)
    throw new DatabaseError(`The sandbox runs expressions of up to ${MAX_EXPRESSION_LENGTH} characters.`);
  if (/\(\?<(?![=!])/.test(source)) throw new DatabaseError("invalid regular expression");
  let isInBrackets = false;
  const translated = source.replace(/\\(.)|\[:(\w+):\]|[[\]]/gs, (token, escaped?: string, name?: string) => {
    if (name !== undefined) return requireClass(name);
    if (escaped === "w") return isInBrackets ? requireClass("w") : `[${requireClass("w")}]`;
    if (escaped !== undefined) return requireEscape(token, escaped);
    isInBrackets = token === "[";
    return token;
  });
  try {
    // Without the flag m, `^` and `$` are the ends of the text, and with s the dot also matches line ends, as
    // in PostgreSQL.
    const isUnicode = translated.includes("\\p{");
    return new RegExp(translated, `s${ignoresCase ? "i" : ""}${isUnicode ? "u" : ""}`);
  } catch {
    throw new DatabaseError("invalid regular expression");
  }
}

function requireClass(name: string): string {
  const translated = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  if (translated === undefined)
    throw new DatabaseError("invalid regular expression: invalid character class");
  return translated;
}

function requireEscape(escape: string, character: string): string {
  const translated = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined;
  if (translated !== undefined) return translated;
  if (!/[A-Za-z]/.test(character) || COMMON_ESCAPES.test(character)) return escape;
  throw new DatabaseError("invalid regular expression: invalid escape \\ sequence");
}
