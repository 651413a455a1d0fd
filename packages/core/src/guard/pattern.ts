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
  /** Null if PostgreSQL might read the pattern in another way than JavaScript. */
  readonly expression: RegExp | null;
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
  const source = parts.map((part) => {
    if (part === "%") return ".*";
    return part === "_" ? "." : escapeCharacter(part.slice(-1));
  });
  return {
    ignoresCase,
    literal: wildcard < 0 ? start : null,
    start: start.toLowerCase(),
    expression: createExpression(`^${source.join("")}$`, ignoresCase),
  };
}

function escapeCharacter(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/]/, String.raw`\$&`);
}

/** A character that stands for itself in a regular expression. */
const plainCharacter = String.raw`\\[^\w\s]|[^\\()[\]{}|+?*^$.]`;

/**
 * The regular expressions that JavaScript and PostgreSQL read in the same way. A group has no quantifier, because nested
 * quantifiers can take very long.
 */
const sharedSyntax = new RegExp(
  String.raw`^(?:${plainCharacter}|\\d|\.|\[\^?[\w .,:;@#&/-]+\]|\((?!\?)|\(\?:|\)(?![*+?{])|[|^$]|[*+?]\??|\{\d+(?:,\d*)?\}\??)*$`,
  "s",
);

const anchoredStart = new RegExp(String.raw`^\^((?:${plainCharacter})*)(.*)$`, "s");

function parseExpression(text: string): Omit<Pattern, "isNegated"> {
  const [, source = text, flags = ""] = /^\/(.*)\/(\w*)$/s.exec(text) ?? [];
  const ignoresCase = flags.includes("i");
  const expression = sharedSyntax.test(source) ? createExpression(source, ignoresCase) : null;
  const [, start = "", rest = ""] = (!source.includes("|") && anchoredStart.exec(source)) || [];
  // A quantifier applies to the last character.
  const certain = /^[*?+{]/.test(rest) ? start.replace(new RegExp(`(?:${plainCharacter})$`, "s"), "") : start;
  const characters = certain.replace(/\\(.)/gs, "$1");
  return {
    ignoresCase,
    literal: expression && rest === "$" ? characters : null,
    start: expression ? characters.toLowerCase() : "",
    expression,
  };
}

/** Returns null for an invalid expression. */
function createExpression(source: string, ignoresCase: boolean): RegExp | null {
  try {
    return new RegExp(source, ignoresCase ? "is" : "s");
  } catch {
    return null;
  }
}
