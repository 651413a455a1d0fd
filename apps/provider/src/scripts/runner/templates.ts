import { isUnknown, unknown, isNumber, type Value, isRecord } from "@huntkit/terraform-plugin";
import { ProblemError } from "../source/problem.js";

/** A reference to an attribute of another resource, such as `${hunt_flag.x.id}`. */
export interface Reference {
  readonly address: string;
  readonly attribute: string;
}

const template = /(\$\$\{|%%\{|%\{|\$\{[^}]*\}?)/;
const reference = /^\$\{\s*(hunt_\w+\.[A-Za-z_][\w-]*)\.(\w+)\s*\}$/;

/** Returns the type in an address: `hunt_flag` for `hunt_flag.x`. */
export const getType = (address: string): string => address.slice(0, address.indexOf("."));

/** Finds all references in a part of a configuration, with their paths. */
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
 * Replaces references with their values. A string that consists of one reference becomes its value. Other
 * strings with references become strings.
 *
 * @param getValue returns `unknown` for a value that is known only after apply
 */
export function evaluate(
  json: unknown,
  getValue: (reference: Reference) => Value,
  path: readonly string[],
): unknown {
  if (Array.isArray(json))
    return json.map((part, index) => evaluate(part, getValue, [...path, String(index)]));
  if (isRecord(json))
    return Object.fromEntries(
      Object.entries(json).map(([key, part]) => [key, evaluate(part, getValue, [...path, key])]),
    );
  if (typeof json !== "string") return json;
  const values = parseTemplate(json, path).map((part) => (typeof part === "string" ? part : getValue(part)));
  if (values.length === 1) return values[0];
  if (values.some(isUnknown)) return unknown;
  if (values.every((value) => typeof value === "string" || typeof value === "boolean" || isNumber(value)))
    return values.map(String).join("");
  const detail = "A reference in a string must have a string, a number, or a Boolean as its value.";
  throw new ProblemError([{ summary: "Invalid reference", detail, path }]);
}

/** Creates the error for a configuration that requires Terraform or OpenTofu. */
export function createUnsupportedError(path: readonly string[]): ProblemError {
  const detail =
    "hunt-provider does not support this. It supports only literals and ${type.name.attribute}. " +
    "Use Terraform or OpenTofu, which read the same file.";
  return new ProblemError([{ summary: "Unsupported configuration", detail, path }]);
}

/** Splits a string into strings and references. `$${` and `%%{` become `${` and `%{`. */
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
