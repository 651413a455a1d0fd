import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";

type Described = Readonly<Record<string, { readonly description: string }>>;

/**
 * Writes the descriptions of the built catalog into its declarations as docstrings, which editors show on models, types of
 * records, and fields. So each description is stated once, as data. Its type becomes `string`, which keeps types short.
 */
export function docstrings(): Plugin {
  return {
    name: "docstrings",
    async writeBundle({ dir = "dist" }) {
      const folder = resolve(dir);
      const { models, policyAssignment } = (await import(pathToFileURL(join(folder, "index.js")).href)) as {
        models: Described;
        policyAssignment: Described[string];
      };
      for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!path.endsWith(".d.ts")) continue;
        const declarations = readFileSync(join(folder, path), "utf8");
        writeFileSync(
          join(folder, path),
          describeModels(describeFields(declarations), { ...models, policyAssignment }),
        );
      }
    },
  };
}

/** Moves `readonly description: "…"` in the type of a field to a docstring on the field. */
export function describeFields(declarations: string): string {
  const lines = declarations.split("\n");
  /** Start lines of the objects around the current line, the outermost first. */
  const open: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "};" || line.trim() === "}") open.pop();
    else if (line.endsWith("{")) open.push(index);
    const description = /^\s*readonly description: (".*");$/.exec(line)?.[1];
    if (description === undefined) continue;
    lines[index] = line.replace(description, () => "string");
    const start = open.at(-1)!;
    const [field, indentation] = /^(\s*)readonly /.exec(lines[start]!) ?? [];
    if (field)
      lines[start] = `${toDocstring(JSON.parse(description) as string, indentation!)}${lines[start]}`;
  }
  return lines.join("\n");
}

/** Adds the description of a model to its constant and to the interface of its records. */
function describeModels(declarations: string, models: Described): string {
  let described = declarations;
  for (const [, name = "", row = ""] of declarations.matchAll(
    /^export declare const (\w+): Model<(\w+),/gm,
  )) {
    const docstring = toDocstring(models[name]!.description, "");
    for (const start of [`export declare const ${name}:`, `export interface ${row} `])
      described = described.replace(new RegExp(`(?<!\\*/\\n)^${start}`, "m"), () => docstring + start);
  }
  return described;
}

function toDocstring(text: string, indentation: string): string {
  return `${indentation}/** ${text.replaceAll("*/", "*\\/")} */\n`;
}
