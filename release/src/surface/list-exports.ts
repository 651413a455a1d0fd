import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Lists the names that a declaration file exports, including those of the modules that it re-exports.
 *
 * @param path of the `.d.ts` file
 */
export function listExports(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().split(" ").at(-1)!),
  );
  const declared = [...text.matchAll(/^export declare (?:abstract )?\w+ (\w+)/gm)].map(([, name]) => name!);
  const types = [...text.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name!);
  const spaces = [...text.matchAll(/^export \* as (\w+)/gm)].map(([, name]) => name!);
  const all = [...text.matchAll(/^export (?:type )?\* from "(.+)\.js"/gm)].flatMap(([, module]) =>
    listExports(join(dirname(path), `${module}.d.ts`)),
  );
  return [...new Set([...lists, ...declared, ...types, ...spaces, ...all])].filter(Boolean).sort();
}
