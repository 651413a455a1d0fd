/** Returns a pattern for `like` and `ilike` that matches only this text. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_*]/g, String.raw`\$&`);
}

/**
 * Returns what is probably wrong with a pattern; null for a good one. PostgreSQL compares a pattern with the whole
 * value: `%` matches any string, `_` one character, and a backslash escapes the next character. With `ilike`, a
 * pattern without wildcards is a comparison that ignores case, and with `like`, it is `eq`.
 */
export function findPatternMistake(operator: string, pattern: string): string | null {
  // Most patterns have no escaped characters.
  const parts = pattern.includes("\\") ? splitPattern(pattern) : pattern;
  if (parts.includes("%")) return null;
  if (parts.includes("*"))
    return `* is not a wildcard. Use %, such as ${JSON.stringify(pattern.replaceAll("*", "%"))}, or \\* for the character itself.`;
  if (operator !== "nlike" || hasWildcard(pattern)) return null;
  return (
    "HUNT compares a pattern with the whole value, and this one has no wildcard. " +
    `Use ${JSON.stringify(`%${pattern}%`)} for a part, or neq for the whole value.`
  );
}

/** Returns whether a pattern can match more than one value. */
export function hasWildcard(pattern: string): boolean {
  const parts = splitPattern(pattern);
  return parts.includes("%") || parts.includes("_");
}

/** Returns the text that a pattern without a wildcard matches; null for any other pattern. */
export function toLiteralText(pattern: string): string | null {
  if (hasWildcard(pattern)) return null;
  return splitPattern(pattern)
    .map((part) => part.slice(-1))
    .join("");
}

/** Returns what is wrong with a regular expression; null for a valid one (LoopBack 3). */
export function findExpressionMistake(expression: string): string | null {
  const [, source = expression] = /^\/(.*)\/\w*$/s.exec(expression) ?? [];
  try {
    new RegExp(source);
    return null;
  } catch {
    return (
      "the regular expression is invalid, so HUNT would compare it as plain text. " +
      "Escape a special character with a backslash."
    );
  }
}

/** Returns the characters of a pattern, each with the backslash that escapes it. */
export function splitPattern(pattern: string): readonly string[] {
  if (!pattern.includes("\\")) return pattern.split("");
  return pattern.match(/\\.|[^]/gs) ?? [];
}
