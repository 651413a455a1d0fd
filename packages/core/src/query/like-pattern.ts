/** Returns a pattern for `like` and `ilike` that matches only this text. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_*]/g, String.raw`\$&`);
}

/**
 * Returns what is probably wrong with a pattern; null for a good one. PostgreSQL compares a pattern with the whole
 * value: `%` matches any string, `_` one character, and a backslash escapes the next character. With `ilike`, a
 * pattern without wildcards is a comparison that ignores case.
 */
export function findPatternMistake(operator: string, pattern: string): string | null {
  const parts: readonly string[] = pattern.match(/\\.|[^]/gs) ?? [];
  if (parts.includes("%")) return null;
  if (parts.includes("*"))
    return `* is not a wildcard. Use %, such as ${JSON.stringify(pattern.replaceAll("*", "%"))}, or \\* for the character itself.`;
  if (operator.endsWith("ilike") || parts.includes("_")) return null;
  const exact = operator === "like" ? "eq" : "neq";
  return (
    "HUNT compares a pattern with the whole value, and this one has no wildcard. " +
    `Use ${JSON.stringify(`%${pattern}%`)} for a part, or ${exact} for the whole value.`
  );
}
