import { splitPattern } from "../query/like-pattern.js";

/** What is known of the values that a pattern matches. */
export interface Pattern {
  /** Whether it is the pattern of an operator such as `nlike`, which finds the other values. */
  readonly isNegated: boolean;
  readonly ignoresCase: boolean;
  /** The only string that it matches, regardless of case; null if it can match others. */
  readonly literal: string | null;
  /** The start of each string that it matches, in lower case. */
  readonly start: string;
  /**
   * Returns whether it matches a string, or also one in another case. Null if this is unknown, because PostgreSQL might
   * read the pattern in another way than JavaScript, or if it could take long.
   */
  readonly match: ((value: string, inAnyCase: boolean) => boolean | null) | null;
}

/** Parses the pattern of `like`, `nlike`, `ilike`, `nilike`, or `regexp`. */
export function parsePattern(operator: string, text: string): Pattern {
  const isNegated = operator.startsWith("n");
  if (operator !== "regexp") return { isNegated, ...parseLike(text, operator.endsWith("ilike")) };
  return { isNegated, ...parseExpression(text) };
}

/** A `%` matches any string, `_` one character, and a backslash escapes the next character (PostgreSQL). */
function parseLike(text: string, ignoresCase: boolean): Omit<Pattern, "isNegated"> {
  const parts = splitPattern(text);
  const wildcard = parts.findIndex((part) => part === "%" || part === "_");
  const start = (wildcard < 0 ? parts : parts.slice(0, wildcard)).map((part) => part.slice(-1)).join("");
  return {
    ignoresCase,
    literal: wildcard < 0 ? start : null,
    start: start.toLowerCase(),
    match: (value, inAnyCase) => matchLike(parts, value, ignoresCase || inAnyCase),
  };
}

/**
 * Returns whether the parts of a pattern match a string. After a mismatch, only the last `%` can match more, so the time
 * does not grow with the number of ways to match it.
 */
function matchLike(parts: readonly string[], value: string, ignoresCase: boolean): boolean {
  const fold = (character: string) => (ignoresCase ? character.toLowerCase() : character);
  let next = 0;
  let at = 0;
  /** The part after the last `%`, and the first character that this one does not match. */
  let retry: { readonly part: number; from: number } | undefined;
  while (at < value.length) {
    const part = parts[next];
    if (part === "%") {
      retry = { part: ++next, from: at };
    } else if (part === "_" || (part !== undefined && fold(part.slice(-1)) === fold(value[at]!))) {
      next++;
      at++;
    } else {
      if (!retry) return false;
      next = retry.part;
      at = ++retry.from;
    }
  }
  return parts.slice(next).every((part) => part === "%");
}

/** A character that stands for itself in a regular expression. */
const plainCharacter = String.raw`\\[^\w\s]|[^\\()[\]{}|+?*^$.]`;

/**
 * The regular expressions that JavaScript and PostgreSQL read in the same way. A group has no quantifier, because nested
 * quantifiers can take very long.
 */
const sharedSyntax = new RegExp(
  String.raw`^(?:(?:${plainCharacter}|\\d|\.|\[\^?[\w .,:;@#&/-]+\])(?:[*+?]\??|\{\d+(?:,\d*)?\}\??)?|\((?!\?)|\(\?:|\)(?![*+?{])|[|^$])*$`,
  "s",
);

/** Limits for an expression and a string, because the number of ways to match is the product of all choices. */
const [maxQuantifiers, maxAlternatives, maxLength] = [3, 3, 100];

const anchoredStart = new RegExp(String.raw`^\^((?:${plainCharacter})*)(.*)$`, "s");

function parseExpression(text: string): Omit<Pattern, "isNegated"> {
  const [, source = text, flags = ""] = /^\/(.*)\/(\w*)$/s.exec(text) ?? [];
  const ignoresCase = flags.includes("i");
  const expression =
    isQuick(source) && sharedSyntax.test(source) ? createExpression(source, ignoresCase) : null;
  const [, start = "", rest = ""] = (!source.includes("|") && anchoredStart.exec(source)) || [];
  // A quantifier applies to the last character.
  const certain = /^[*?+{]/.test(rest) ? start.replace(new RegExp(`(?:${plainCharacter})$`, "s"), "") : start;
  const characters = certain.replace(/\\(.)/gs, "$1");
  const inAnyCase = expression && new RegExp(expression.source, "is");
  return {
    ignoresCase,
    literal: expression && rest === "$" ? characters : null,
    start: expression ? characters.toLowerCase() : "",
    match:
      expression &&
      ((value, isAny) => (value.length > maxLength ? null : (isAny ? inAnyCase! : expression).test(value))),
  };
}

/** Returns whether an expression has few choices. One without a start has a choice more. */
function isQuick(source: string): boolean {
  const count = (pattern: RegExp) => source.match(pattern)?.length ?? 0;
  const starts = source.startsWith("^") ? 0 : 1;
  return count(/[*+?{]/g) + starts <= maxQuantifiers && count(/\|/g) <= maxAlternatives;
}

/** Returns null for an invalid expression. */
function createExpression(source: string, ignoresCase: boolean): RegExp | null {
  try {
    return new RegExp(source, ignoresCase ? "is" : "s");
  } catch {
    return null;
  }
}
