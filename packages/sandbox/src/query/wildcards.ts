import { takeSteps } from "./step-limit.js";

/** A part of a pattern: a character, `any` for any one character, or `run` for any number of them. */
export type WildcardToken = { readonly literal: string } | "any" | "run";

/** Comparing characters costs less than a step of an expression. */
const CHARACTERS_PER_STEP = 10;

/**
 * Returns whether a whole text matches a pattern. Its time grows with the product of both lengths at most: on
 * a mismatch, only the last run takes one more character, because earlier ones need not be tried again.
 */
export function matchesWildcards(text: readonly string[], tokens: readonly WildcardToken[]): boolean {
  let [at, token, runToken, runAt, steps] = [0, 0, -1, 0, 0];
  while (at < text.length) {
    const current = tokens[token];
    if (++steps % CHARACTERS_PER_STEP === 0) takeSteps(1);
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

/**
 * Returns the test of SQL's LIKE for a pattern: `%` is any run of characters, `_` is one, and a backslash
 * makes the next character an ordinary one. The pattern must match from start to end.
 */
export function createLikeTest(pattern: string, ignoresCase: boolean): (text: string) => boolean {
  const fold = (text: string): string[] => Array.from(ignoresCase ? text.toLowerCase() : text);
  const tokens = parseLike(fold(pattern));
  return (text) => matchesWildcards(fold(text), tokens);
}

function parseLike(characters: readonly string[]): WildcardToken[] {
  const tokens: WildcardToken[] = [];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? "";
    if (character === "%") tokens.push("run");
    else if (character === "_") tokens.push("any");
    else if (character === "\\") tokens.push({ literal: characters[(index += 1)] ?? character });
    else tokens.push({ literal: character });
  }
  return tokens;
}
