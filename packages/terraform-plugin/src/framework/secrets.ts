import type { Path } from "../cty/path.js";
import { Dynamic, getEntries, isRecord, type Value } from "../cty/value.js";
import { visitAttributes, type AttributeTree } from "./walk-attributes.js";

/** Shorter strings are not treated as secrets. Hiding them would remove common words from messages. */
const minSecretLength = 3;

/** What must be known of attributes to know which values are secret. */
type Secrecy = AttributeTree<{ readonly sensitive: boolean; readonly writeOnly: boolean }>;

/** Returns whether a path leads to, or into, an attribute whose value must not be shown. */
export function isSecret(attributes: Secrecy, path: Path): boolean {
  const [name, ...rest] = path;
  const attribute = attributes[name ?? ""];
  if (!attribute) return false;
  if (attribute.sensitive || attribute.writeOnly) return true;
  const inner = attribute.nested?.nesting === "single" ? rest : rest.slice(1);
  return attribute.nested !== null && isSecret(attribute.nested.attributes, inner);
}

/** Returns all strings in an object's values that must not be shown. */
export function findSecrets(attributes: Secrecy, object: Value): string[] {
  const secrets: string[] = [];
  if (!isRecord(object)) return secrets;
  visitAttributes(attributes, object, ({ attribute, value }) => {
    if (attribute.sensitive || attribute.writeOnly) secrets.push(...findStrings(value));
  });
  return secrets;
}

/** Replaces secrets in a string, verbatim as well as encoded for JSON and for URLs. */
export function conceal(text: string, secrets: ReadonlySet<string>): string {
  const encodings = [...secrets].flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(Buffer.from(secret).toString()),
  ]);
  if (encodings.length === 0) return text;
  // One pass, longest first, because a secret can be part of another one, or of the replacement text.
  const any = encodings
    .sort((a, b) => b.length - a.length)
    .map((encoding) => encoding.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("|");
  return text.replace(new RegExp(any, "g"), "(sensitive value)");
}

function findStrings(value: Value): string[] {
  if (typeof value === "string") return value.length < minSecretLength ? [] : [value];
  if (value instanceof Dynamic) return findStrings(value.value);
  return getEntries(value).flatMap(([, part]) => findStrings(part));
}
