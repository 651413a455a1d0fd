import { chmod, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createFiles } from "@huntkit/ci";
import { root } from "../npm/packages.js";

/** The repositories that CI systems and gh read, by the directory of their files in `ci`. */
const repositories: Readonly<Record<string, string>> = {
  gitlab: "gitlab",
  "azure-pipelines": "azure-pipelines",
  jenkins: "jenkins-library",
  "gh-extension": "gh-hunt",
};

/** How to create the content of the repositories. */
export interface CiRepositoryOptions {
  /** Directory for the content: one directory per repository. */
  readonly out: string;
  /** Version of the release. */
  readonly version: string;
  /** Path of the checksums of the files of `hunt`. */
  readonly checksums: string;
}

/** Creates the content of the repositories for other CI systems, whose files contain the checksums of the archives. */
export async function createCiRepositories({ out, version, checksums }: CiRepositoryOptions): Promise<void> {
  for (const [directory, repository] of Object.entries(repositories)) {
    // Files that are not generated, such as the README.
    await cp(join(root, "ci", directory), join(out, repository), { recursive: true });
    await cp(join(root, "LICENSE"), join(out, repository, "LICENSE"));
  }
  const lines = (await readFile(checksums, "utf8")).split("\n").filter((line) => line.endsWith(".zip"));
  for (const [path, text] of createFiles({ version, checksums: lines.join("\n") })) {
    const [directory, ...rest] = path.split("/") as [string, ...string[]];
    const file = join(out, repositories[directory]!, ...rest);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await chmod(join(out, "gh-hunt", "gh-hunt"), 0o755);
}
