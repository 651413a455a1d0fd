import { isUnknown, unknown, isNumber, type Value, isRecord } from "@huntkit/terraform-plugin";
import { ScriptError } from "../shell.js";

/** `${hunt_flag.x.id}`: an attribute of another resource. */
export interface Reference {
  readonly address: string;
  readonly attribute: string;
}

const template = /(\$\$\{|%%\{|%\{|\$\{[^}]*\}?)/;
const reference = /^\$\{\s*(hunt_\w+\.[A-Za-z_][\w-]*)\.(\w+)\s*\}$/;

/** All references in a part of a configuration, with where they are. */
export function* findReferences(
  json: unknown,
  path: readonly string[],
): Generator<Reference & { path: readonly string[] }> {
  if (typeof json === "string") {
    for (const part of parseTemplate(json, path)) if (typeof part !== "string") yield { ...part, path };
  } else if (Array.isArray(json) || isRecord(json)) {
    for (const [key, part] of Object.entries(json)) {
      if (/[$%]\{/.test(key)) throw createUnsupportedError([...path, key]);
      yield* findReferences(part, [...path, key]);
    }
  }
}

/**
 * Puts values in place of references. A text that is nothing but one reference becomes what that is; one that holds
 * references becomes a text.
 *
 * @param valueOf gives `unknown` for what only apply can tell
 */
export function evaluate(
  json: unknown,
  valueOf: (reference: Reference) => Value,
  path: readonly string[] = [],
): unknown {
  if (Array.isArray(json))
    return json.map((part, index) => evaluate(part, valueOf, [...path, String(index)]));
  if (isRecord(json))
    return Object.fromEntries(
      Object.entries(json).map(([key, part]) => [key, evaluate(part, valueOf, [...path, key])]),
    );
  if (typeof json !== "string") return json;
  const values = parseTemplate(json, path).map((part) => (typeof part === "string" ? part : valueOf(part)));
  if (values.length === 1) return values[0];
  if (values.some(isUnknown)) return unknown;
  if (values.every((value) => typeof value === "string" || typeof value === "boolean" || isNumber(value)))
    return values.map(String).join("");
  throw new ScriptError(
    `${path.join(".")}: only texts, numbers and booleans can stand within a text, and one of these is not.`,
  );
}

/** Says that a configuration needs a real engine. */
export function createUnsupportedError(path: readonly string[]): ScriptError {
  return new ScriptError(
    `${path.join(".")}: hunt-provider does not know this. It knows literals and \${type.name.attribute} alone; Terraform and OpenTofu read the same file, and know more.`,
  );
}

/** The texts and references that a text is made of; `$${` and `%%{` stand for themselves without the doubled sign. */
function parseTemplate(text: string, path: readonly string[]): (string | Reference)[] {
  const parts = text
    .split(template)
    .map((part, index) => {
      if (index % 2 === 0) return part;
      if (part === "$${" || part === "%%{") return part.slice(1);
      const [, address, attribute] = reference.exec(part) ?? [];
      if (address === undefined || attribute === undefined) throw createUnsupportedError(path);
      return { address, attribute };
    })
    .filter((part) => part !== "");
  return parts.length === 0 ? [""] : parts;
}
