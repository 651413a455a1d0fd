import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { marked, type Tokens } from "marked";

/** Root directory of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Returns the text of a file by its path from the root. */
export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/**
 * Returns the paths of all existing files that are committed or not ignored. In a pattern, `*` also matches
 * slashes (git).
 */
export function files(...patterns: string[]): string[] {
  const list = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...patterns],
    { cwd: root, encoding: "utf8" },
  );
  return [...new Set(list.split("\0"))].filter((path) => path !== "" && existsSync(join(root, path)));
}

/** Returns the code blocks of a Markdown file with their languages. */
export function codeBlocks(path: string): { language: string; text: string }[] {
  const blocks = marked.lexer(read(path)).filter((token): token is Tokens.Code => token.type === "code");
  return blocks.map(({ lang = "", text }) => ({ language: lang.split(" ")[0] ?? "", text }));
}
