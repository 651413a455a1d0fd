import { readFile } from "node:fs/promises";
import {
  checkPackage,
  createPackageFromTarballData,
  type Package,
  type Problem,
} from "@arethetypeswrong/core";
import { sbomFile } from "@huntkit/build-plugins";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** npm compares it with the repository whose workflow publishes the package (npm's documentation, "Trusted publishing"). */
const repository = "git+https://github.com/huntkit/huntkit.git";

/** Resolutions that the packages do not support: they are ES modules, and use `exports`. */
const unsupported: ReadonlySet<string> = new Set(["node10", "node16-cjs"]);

/**
 * Returns what is wrong with a packed package: in its manifest and files (publint), in its types (Are the types wrong?,
 * profile `esm-only`), and in what npm needs to publish it with provenance.
 *
 * @param archive path of the archive
 * @returns a sentence for each problem. Empty if there are none.
 */
export async function checkArchive(archive: string): Promise<string[]> {
  const content = new Uint8Array(await readFile(archive));
  const contained = createPackageFromTarballData(content);
  const { messages, pkg } = await publint({ pack: { tarball: content.buffer }, strict: true });
  const lint = messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
  const types = await checkPackage(contained);
  const wrongTypes = types.types === false ? [] : types.problems.filter(isSupported).map(formatProblem);
  return [...lint, ...wrongTypes, ...checkForPublishing(contained)];
}

/**
 * Reads the SBOM of a packed package.
 *
 * @throws {Error} if it has none
 */
export async function readArchivedSbom(archive: string): Promise<string> {
  const contained = createPackageFromTarballData(new Uint8Array(await readFile(archive)));
  return contained.readFile(toPath(contained, `dist/${sbomFile}`));
}

function isSupported(problem: Problem): boolean {
  return !("resolutionKind" in problem && unsupported.has(problem.resolutionKind));
}

function formatProblem(problem: Problem): string {
  if ("entrypoint" in problem)
    return `${problem.kind} of types: ${problem.entrypoint} (${problem.resolutionKind})`;
  return `${problem.kind} of types: ${"typesFileName" in problem ? problem.typesFileName : problem.fileName}`;
}

function checkForPublishing(contained: Package): string[] {
  const manifest = JSON.parse(contained.readFile(toPath(contained, "package.json"))) as {
    repository?: { url?: string };
  };
  const problems: string[] = [];
  if (manifest.repository?.url !== repository)
    problems.push(`pkg.repository.url is not ${repository}, so npm rejects the provenance.`);
  if (!contained.fileExists(toPath(contained, `dist/${sbomFile}`)))
    problems.push(`dist/${sbomFile} is missing.`);
  return problems;
}

function toPath({ packageName }: Package, path: string): string {
  return `/node_modules/${packageName}/${path}`;
}
