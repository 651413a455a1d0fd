/** `controllerGroupId` of `controller_group_id`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `controller_group_id` of `controllerGroupId`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What people call it: `target group` of `hunt_target_group`. */
export function nounOf(typeName: string): string {
  return typeName.replace(/^hunt_/, "").replaceAll("_", " ");
}

/** With its article: `a flag`, `an extension`. */
export function aNoun(typeName: string): string {
  const noun = nounOf(typeName);
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
