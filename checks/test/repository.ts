import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { marked, type Tokens } from "marked";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A file's text, by its path from the root. */
export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** All files that are there and are, or may be, committed, by their paths from the root. In a pattern, `*` stands for any folders as well (git). */
export function files(...patterns: string[]): string[] {
  const list = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...patterns],
    { cwd: root, encoding: "utf8" },
  );
  return [...new Set(list.split("\0"))].filter((path) => path !== "" && existsSync(join(root, path)));
}

/** The blocks of code in a Markdown file, with the language that each names. */
export function codeBlocks(path: string): { language: string; text: string }[] {
  const blocks = marked.lexer(read(path)).filter((token): token is Tokens.Code => token.type === "code");
  return blocks.map(({ lang = "", text }) => ({ language: lang.split(" ")[0] ?? "", text }));
}
