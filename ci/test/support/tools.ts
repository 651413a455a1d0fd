import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findProgram } from "@huntkit/test-kit/find-program";

const linters = "ci-linters-1/bin";
const cache = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "huntkit");
/** Returns a path in the cache, if it exists. */
const findCached = (...path: string[]): string | undefined => {
  const found = join(cache, ...path);
  return existsSync(found) ? found : undefined;
};

/** The programs of others that tests use, or undefined if they are not installed. */
export const tools = {
  "check-jsonschema": findProgram("check-jsonschema", linters),
  shellcheck: findProgram("shellcheck", linters),
  hadolint: findProgram("hadolint", linters),
  gh: findProgram("gh", "gh"),
  rsync: findProgram("rsync", "none"),
  java: findProgram("java", "none"),
  groovy: findCached("groovy-2.4.21", "groovy-all.jar"),
  codenarc: findCached("codenarc-18.0.0"),
} as const;

const scripts: Readonly<Record<keyof typeof tools, string>> = {
  "check-jsonschema": "install-ci-linters",
  shellcheck: "install-ci-linters",
  hadolint: "install-ci-linters",
  gh: "install-gh",
  rsync: "install-debian-tools",
  java: "install-groovy",
  groovy: "install-groovy",
  codenarc: "install-codenarc",
};

/** Returns whether programs are missing. Prints a line for each that is, because its tests are skipped. */
export function isMissing(...names: (keyof typeof tools)[]): boolean {
  const missing = names.filter((name) => tools[name] === undefined);
  for (const name of missing)
    process.stdout.write(
      `!! Tests of CI files are skipped, because ${name} is not installed. packages/test-kit/scripts/${scripts[name]} installs it.\n`,
    );
  return missing.length > 0;
}
