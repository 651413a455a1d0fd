import { takeSteps } from "./step-limit.js";

/**
 * A part of a pattern: a character, `any` for any single character, or `run` for any number of characters.
 */
export type WildcardToken = { readonly literal: string } | "any" | "run";

/** Comparing characters takes less time than a step of an expression. */
const CHARACTERS_PER_STEP = 10;

/**
 * Returns whether a pattern matches a whole text. The time is at most proportional to the product of both
 * lengths: on a mismatch, only the last run is extended by one character.
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
 * Creates the test of SQL's LIKE for a pattern: `%` matches any number of characters, `_` matches one, and a
 * backslash escapes the next character. The pattern must match the whole text.
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
