import * as z from "zod/mini";
import type { Refuse } from "./source-file.js";
import { escapeToSingleLine } from "../text.js";

/**
 * Reads YAML in which every value is text as it is written: a date stays `2024-02-01`, a version `1.10`. Its type comes
 * from who asks for it. Aliases, by which a few lines can grow to gigabytes, and tags are refused.
 *
 * @param refuse makes the error; `problem` is `yaml`
 */
export async function parseYaml(text: string, refuse: Refuse): Promise<unknown> {
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { schema: "failsafe", logLevel: "error" });
  const [problem] = [...document.errors, ...document.warnings];
  // The library's message goes on with an excerpt, line by line.
  if (problem)
    throw refuse("yaml", `its YAML cannot be read: ${escapeToSingleLine(problem.message.split(":\n")[0]!)}.`);
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw refuse("yaml", "its YAML has an alias (*name). Write out what it stands for.");
  }
}

/**
 * Holds what was read against a schema.
 *
 * @param refuse makes the error; `problem` is `field`, and the message begins with the field
 */
export function checkFields<T>(schema: z.ZodMiniType<T>, data: unknown, refuse: Refuse): T {
  const result = z.safeParse(schema, data);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const field = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  throw refuse("field", field === "" ? message : `${escapeToSingleLine(field, 80)}: ${message}`);
}
