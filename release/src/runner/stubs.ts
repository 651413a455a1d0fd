import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What stands in for the actions of others: nothing of theirs is tested here, and they cannot be downloaded everywhere. */
const stubs: Readonly<Record<string, string>> = {
  "actions/checkout": "Checks out nothing. The repository is the directory of the run.",
  "actions/download-artifact": "Downloads nothing.",
  "actions/setup-node": "Uses the Node on the PATH.",
  "actions/upload-artifact": "Uploads nothing.",
  "github/codeql-action/upload-sarif": "Uploads nothing.",
  "hashicorp/setup-terraform": "Uses the Terraform on the PATH.",
  "slackapi/slack-github-action": "Sends nothing.",
};

/**
 * Writes a stand-in for each action of others that a workflow uses.
 *
 * @param text the workflow
 * @param directory for the stand-ins
 * @returns the directory of each repository with stand-ins, by its reference, such as `actions/checkout@v5`
 * @throws {Error} if there is none for an action
 */
export async function writeStubs(text: string, directory: string): Promise<Map<string, string>> {
  const references = new Set([...text.matchAll(/uses: (\S+@\S+)/g)].map(([, reference]) => reference!));
  const written = new Map<string, string>();
  for (const reference of references) {
    if (reference.startsWith("huntkit/huntkit")) continue;
    const [name, version] = reference.split("@") as [string, string];
    const description = stubs[name];
    if (description === undefined) throw new Error(`There is no stand-in for ${name}. Add one to stubs.ts.`);
    const [owner, repository, ...path] = name.split("/");
    const root = join(directory, `${owner}-${repository}`);
    const target = join(root, ...path);
    await mkdir(target, { recursive: true });
    await writeFile(
      join(target, "action.yml"),
      JSON.stringify({
        name,
        description,
        runs: { using: "composite", steps: [{ run: `echo "Stand-in for ${name}"`, shell: "bash" }] },
      }),
    );
    written.set(`${owner}/${repository}@${version}`, root);
  }
  return written;
}
