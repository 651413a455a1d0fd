import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readFlags } from "./support/hunt.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const flags = readFlags();

/** Files of the repository that call `hunt`, by their path. */
const files = ["ci", "docs/recipes"].flatMap((directory) =>
  readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(sh|yml|groovy|md)$|gh-hunt$/.test(path) && !path.includes("node_modules"))
    .map((path) => join(directory, path)),
);

/** Returns the flags of calls of `hunt` that do not exist. */
function findUnknownFlags(text: string): string[] {
  const calls = text.replaceAll("\\\n", " ").matchAll(/(?<![\w./-])hunt ((?:[a-z][a-z-]* )*)(.*)$/gm);
  return [...calls].flatMap(([call, words = "", rest = ""]) => {
    // A target can follow the command, and look like another word of it.
    const parts = words.trim().split(" ");
    const known = flags.get(parts.slice(0, 2).join(" ")) ?? flags.get(parts[0]!);
    const given = rest.split(/ -- |[|;>`]/)[0]!.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [];
    return given
      .filter((flag) => flag !== "--help" && known?.has(flag) !== true)
      .map((flag) => `${flag} in ${call}`);
  });
}

it.each(files)("uses only existing flags of existing commands in %s", (path) => {
  expect(findUnknownFlags(readFileSync(join(root, path), "utf8"))).toEqual([]);
});

describe("findUnknownFlags", () => {
  it("finds a mistyped flag in a call of hunt", () => {
    expect(findUnknownFlags('code=0\nhunt token check "$@" --warn-day 30 || code=$?')).toHaveLength(1);
  });

  it("finds a flag of another command in a call of hunt", () => {
    expect(findUnknownFlags("  sh 'hunt alert list --warn-days 30'")).toHaveLength(1);
  });
});
