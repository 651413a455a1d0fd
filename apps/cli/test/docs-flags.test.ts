import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { describeCommands } from "../src/docs/described.js";
import { toFlagName } from "../src/program/definition.js";
import { getInheritedFlags, getOwnFlags } from "../src/program/flags.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const pages = [
  "README.md",
  "apps/cli/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];

/** The flags of each command, by its name. */
const flags = new Map(
  (await describeCommands()).map(({ name, command }): [string, Set<string>] => {
    const all = { ...getOwnFlags(command), ...getInheritedFlags(command) };
    return [name, new Set([...Object.keys(all).map(toFlagName), "--help"])];
  }),
);

/** Returns the flags of command lines in Markdown that their commands do not have. */
function findUnknownFlags(text: string): string[] {
  const lines = text.replaceAll("\\\n", " ").matchAll(/(?<![\w./-])hunt ((?:[a-z][a-z-]* ?)+)([^\n`]*)/g);
  return [...lines].flatMap(([line, words = "", rest = ""]) => {
    const known = findFlags(words.trim().split(" "));
    const given = rest.split(/(?:^| )-- |[|;>#]/)[0]!.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [];
    return given.filter((flag) => known?.has(flag) === false).map((flag) => `${flag} in ${line}`);
  });
}

/** Returns the flags of the command whose name is the longest start of these words. */
function findFlags(words: readonly string[]): Set<string> | undefined {
  const starts = words.map((_, index) => words.slice(0, words.length - index).join(" "));
  return starts.map((start) => flags.get(start)).find((found) => found !== undefined);
}

it.each(pages)("uses only flags that the command has in %s", (page) => {
  expect(findUnknownFlags(readFileSync(join(root, page), "utf8"))).toEqual([]);
});

describe("findUnknownFlags", () => {
  it.each([
    ["a flag that the command does not have", "`hunt policy create Edge --type edr --yes`", 1],
    ["a flag that the command has", "`hunt policy delete Edge --yes`", 0],
    ["a flag of a program after two dashes", "`hunt token rotate -- gh secret set A --repo b`", 0],
    ["a flag on a continued line", "hunt alert list \\\n  --sinse 7d", 1],
  ])("finds %s", (_, text, count) => {
    expect(findUnknownFlags(text)).toHaveLength(count);
  });
});
