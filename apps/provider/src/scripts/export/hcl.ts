import { Dynamic, isNumber, formatNumber, type Value } from "@huntkit/terraform-plugin";

/** HCL that is written verbatim, such as the reference `hunt_flag.x.id`. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can follow an equals sign. */
export type Operand = Value | Expression | readonly Operand[] | { readonly [key: string]: Operand };

/** A part of the body of a block: an argument, a comment, or a block. */
export type Line =
  | { readonly name: string; readonly value: Operand }
  | { readonly comment: string }
  | { readonly block: string; readonly lines: readonly Line[] };

const escapes: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Characters that are invisible, or that change the order of the text. They are escaped by number. */
const hidden = /["\\\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * Formats a string literal. Quotes, templates, and invisible characters are escaped (HCL's "Quoted Literal").
 */
export function quote(text: string): string {
  const escaped = text.replace(
    hidden,
    (char) => escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${escaped.replace(/([$%])(?=\{)/g, "$1$1")}"`;
}

/** Formats a value as an expression, with lists and objects on several lines. */
export function formatExpression(value: Operand, indent = ""): string {
  if (value instanceof Expression) return value.text;
  if (value instanceof Dynamic) return formatExpression(value.value, indent);
  if (value === null || typeof value === "boolean") return String(value);
  if (isNumber(value)) return formatNumber(value);
  if (typeof value === "string") return quote(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const elements = (value as readonly Operand[]).map(
      (element) => `${deeper}${formatExpression(element, deeper)},\n`,
    );
    return elements.length === 0 ? "[]" : `[\n${elements.join("")}${indent}]`;
  }
  const members = Object.entries(value as Record<string, Operand>).map(([name, member]) => ({
    name: formatKey(name),
    value: member,
  }));
  return members.length === 0 ? "{}" : `{\n${formatBody(members, deeper)}${indent}}`;
}

/** Formats a block: `resource "hunt_flag" "x" { … }`. The labels are quoted. */
export function formatBlock(
  type: string,
  labels: readonly string[],
  lines: readonly Line[],
  indent = "",
): string {
  const head = [type, ...labels.map(quote)].join(" ");
  return `${indent}${head} {\n${formatBody(lines, `${indent}  `)}${indent}}\n`;
}

/**
 * Formats the lines of a body. Equals signs of consecutive arguments are aligned, as `terraform fmt` does. A
 * value on several lines ends an alignment.
 */
function formatBody(lines: readonly Line[], indent: string): string {
  const written = lines.map((line) => {
    if ("comment" in line) return { text: `${indent}# ${line.comment}\n` };
    if ("block" in line) return { text: formatBlock(line.block, [], line.lines, indent) };
    return { name: line.name, text: formatExpression(line.value, indent) };
  });
  const isAligned = (index: number) =>
    written[index]?.name !== undefined && !written[index].text.includes("\n");
  return written
    .map((line, index) => {
      if (line.name === undefined) return line.text;
      if (!isAligned(index)) return `${indent}${line.name} = ${line.text}\n`;
      let [first, last] = [index, index];
      while (isAligned(first - 1)) first -= 1;
      while (isAligned(last + 1)) last += 1;
      const width = Math.max(...written.slice(first, last + 1).map(({ name = "" }) => name.length));
      return `${indent}${line.name.padEnd(width)} = ${line.text}\n`;
    })
    .join("");
}

const keywords = new Set(["for", "if", "in", "null", "true", "false"]);

function formatKey(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) && !keywords.has(name) ? name : quote(name);
}
