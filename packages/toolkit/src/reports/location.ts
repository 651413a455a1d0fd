import { existsSync, readdirSync } from "node:fs";
import { dirname, join, posix, resolve } from "node:path";
import { formatDidYouMean } from "@huntkit/core/internal";

/**
 * Returns the file of the current pipeline, relative to the root of the repository. SARIF and Code Quality
 * reports require a file for each finding.
 *
 * @param env variables of GitHub Actions or GitLab CI
 * @returns null if the CI system is unknown
 */
export function findPipelineFile(env: Readonly<Record<string, string | undefined>>): string | null {
  // For example, `octo-org/app/.github/workflows/deploy.yml@refs/heads/main` (GitHub Docs, "Variables").
  const [, workflow] = /^[^/]+\/[^/]+\/([^@]+)@/.exec(env["GITHUB_WORKFLOW_REF"] ?? "") ?? [];
  if (workflow !== undefined) return workflow;
  const { CI_CONFIG_PATH: configured, GITLAB_CI: gitlab } = env;
  if (!configured) return gitlab ? ".gitlab-ci.yml" : null;
  // The configuration may be a URL, or a file of another project (GitLab docs, "Predefined CI/CD variables").
  return /@|:\/\//.test(configured) ? ".gitlab-ci.yml" : configured;
}

/**
 * Converts a path to the form that reports use: with slashes, and relative to the root of the repository.
 *
 * @returns null if the path is absolute, leads out of the repository, or is not a file
 */
export function toRepositoryPath(path: string): string | null {
  const parts = path.replaceAll("\\", "/").split("/");
  const kept = parts.filter((part, index) => part !== "." && (part !== "" || index === 0));
  const isInside = !kept.includes("..") && kept[0] !== "" && !/^[a-z]:$/i.test(kept[0] ?? "");
  return kept.length > 0 && isInside ? kept.join("/") : null;
}

/**
 * Explains that a file does not exist in the repository, with the nearest names. A report would refer to nothing.
 *
 * @param path result of {@link toRepositoryPath}
 * @param directory any directory of the repository
 * @returns undefined if the file exists, or if that is unknown: outside of a repository, or in a sparse checkout
 */
export function explainMissingFile(path: string, directory: string): string | undefined {
  const root = findRepositoryRoot(resolve(directory));
  if (root === null || existsSync(join(root, path))) return undefined;
  if (existsSync(join(root, ".git", "info", "sparse-checkout"))) return undefined;
  const siblings = listFiles(join(root, dirname(path))).map((name) => posix.join(posix.dirname(path), name));
  return `The repository has no such file. ${formatDidYouMean(path, siblings)}`.trim();
}

function findRepositoryRoot(directory: string): string | null {
  if (existsSync(join(directory, ".git"))) return directory;
  const parent = dirname(directory);
  return parent === directory ? null : findRepositoryRoot(parent);
}

function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
