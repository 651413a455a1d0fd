import type { Path } from "../cty/path.js";
import { Dynamic } from "../cty/dynamic.js";
import type { Value } from "../cty/value.js";
import { isRecord } from "../cty/walk.js";
import type { Nesting } from "./attribute.js";

/** Shorter text than this is no secret, and would take common words out of messages. */
const shortest = 3;

/** What must be known of attributes to know what is secret. */
type Secrecy = Readonly<
  Record<
    string,
    { sensitive: boolean; writeOnly: boolean; nested: { nesting: Nesting; attributes: Secrecy } | null }
  >
>;

/** Whether a path leads to, or into, an attribute whose value must not be shown. */
export function isSecret(attributes: Secrecy, path: Path): boolean {
  const [name, ...rest] = path;
  const attribute = attributes[name ?? ""];
  if (!attribute) return false;
  if (attribute.sensitive || attribute.writeOnly) return true;
  const inner = attribute.nested?.nesting === "single" ? rest : rest.slice(1);
  return attribute.nested !== null && isSecret(attribute.nested.attributes, inner);
}

/** All text that must not be shown of an object's values. */
export function secretsOf(attributes: Secrecy, value: Value): string[] {
  if (!isRecord(value)) return [];
  return Object.entries(attributes).flatMap(([name, { sensitive, writeOnly, nested }]) => {
    const part = value[name] ?? null;
    if (sensitive || writeOnly) return textsOf(part);
    if (!nested) return [];
    const objects = nested.nesting === "single" ? [part] : partsOf(part);
    return objects.flatMap((object) => secretsOf(nested.attributes, object));
  });
}

/** Takes secrets out of a text, in whichever of the usual spellings: as they are, as in JSON, as in a URL. */
export function conceal(text: string, secrets: ReadonlySet<string>): string {
  const spellings = [...secrets].flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(Buffer.from(secret).toString()),
  ]);
  if (spellings.length === 0) return text;
  // All at once, the longest first: one secret may be a part of another, or of what stands in its place.
  const any = spellings
    .sort((a, b) => b.length - a.length)
    .map((spelling) => spelling.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("|");
  return text.replace(new RegExp(any, "g"), "(sensitive value)");
}

function textsOf(value: Value): string[] {
  if (typeof value === "string") return value.length < shortest ? [] : [value];
  return value instanceof Dynamic ? textsOf(value.value) : partsOf(value).flatMap(textsOf);
}

function partsOf(value: Value): Value[] {
  if (Array.isArray(value)) return value as Value[];
  return isRecord(value) ? Object.values(value) : [];
}
