/** Returns `controller_group_id` for `controllerGroupId`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Returns the attribute that holds a property of HUNT's rows, or undefined. */
export type AttributeOf = (property: string) => string | undefined;

/** Returns a message with the names of attributes instead of those of HUNT's properties. */
export function nameAttributes(text: string, attributeOf: AttributeOf): string {
  return text.replace(/\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g, (word) => attributeOf(word) ?? word);
}

/** Returns the words for a type: `target group` for `hunt_target_group`. */
export function toNoun(typeName: string): string {
  return typeName.replace(/^hunt_/, "").replaceAll("_", " ");
}

/** Returns the words for a type with their article: `a flag`, `an extension`. */
export function toNounWithArticle(typeName: string): string {
  const noun = toNoun(typeName);
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
