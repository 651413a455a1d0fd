import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import type { AtHunt } from "./at-hunt.js";
import { environment, readOutcome, script, signedIn, type Outcome } from "./hunt.js";

/** The directory of the recipes. */
export const recipes = fileURLToPath(new URL("../../../../docs/recipes/", import.meta.url));

/** Returns the code blocks of a recipe in a language. */
export function readBlocks(recipe: string, language: string): string[] {
  const text = readFileSync(join(recipes, `${recipe}.md`), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, block]) => block!,
  );
}

/** A directory like the checkout of a pipeline. */
export interface Checkout {
  readonly directory: string;
  /** Runs lines of a shell script in the directory. */
  readonly run: (lines: string, variables?: Record<string, string>) => Promise<Outcome>;
}

/**
 * Creates a directory like the checkout of a pipeline, with rules, extensions, and the programs `hunt`,
 * `git`, and `npm`. The last two do nothing.
 */
export async function createCheckout({ sandbox, hunt }: AtHunt): Promise<Checkout> {
  const directory = temporaryDirectory();
  const programs = join(directory, "bin");
  mkdirSync(programs);
  for (const [name, text] of [
    ["hunt", `exec "${process.execPath}" "${script}" "$@"`],
    ["git", "true"],
    ["npm", "true"],
  ] as const) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(programs, name), 0o755);
  }
  for (const word of ["rule", "extension"]) await hunt([word, "pull", `${word}s`], { cwd: directory });
  const env = environment({
    ...signedIn(sandbox().url, sandbox().tokens.admin),
    BUILD_ARTIFACTSTAGINGDIRECTORY: directory,
    PATH: `${programs}:${process.env["PATH"]}`,
  });
  return {
    directory,
    run: (lines, variables = {}) =>
      readOutcome(spawn("sh", ["-ec", lines], { cwd: directory, env: { ...env, ...variables } })),
  };
}
