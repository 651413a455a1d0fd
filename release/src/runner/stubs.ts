import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../npm/packages.js";

/** What stands in for an action: what it says about itself, and what it does in addition to that. */
interface Stub {
  readonly description: string;
  readonly inputs?: Readonly<Record<string, { readonly default: string }>>;
  readonly steps?: readonly object[];
}

/** What stands in for the actions of others: nothing of theirs is tested here, and they cannot be downloaded everywhere. */
const stubs: Readonly<Record<string, Stub>> = {
  "actions/checkout": {
    description:
      "Clones huntkit from this machine. The workflow's own repository is the directory of the run.",
    inputs: { repository: { default: "" }, path: { default: "" } },
    steps: [
      {
        if: "inputs.repository == 'huntkit/huntkit'",
        run: `git clone --quiet --depth=1 "$SOURCE" "$TARGET"`,
        shell: "bash",
        env: { SOURCE: pathToFileURL(root).href, TARGET: "${{ inputs.path }}" },
      },
    ],
  },
  "actions/download-artifact": { description: "Downloads nothing." },
  "actions/setup-node": { description: "Uses the Node on the PATH." },
  "actions/upload-artifact": { description: "Uploads nothing." },
  "github/codeql-action/upload-sarif": { description: "Uploads nothing." },
  "hashicorp/setup-terraform": { description: "Uses the Terraform on the PATH." },
  "slackapi/slack-github-action": { description: "Sends nothing." },
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
    const stub = stubs[name];
    if (stub === undefined) throw new Error(`There is no stand-in for ${name}. Add one to stubs.ts.`);
    const { description, inputs, steps = [] } = stub;
    const [owner, repository, ...path] = name.split("/");
    const base = join(directory, `${owner}-${repository}`);
    const target = join(base, ...path);
    await mkdir(target, { recursive: true });
    await writeFile(
      join(target, "action.yml"),
      JSON.stringify({
        name,
        description,
        inputs,
        runs: {
          using: "composite",
          steps: [{ run: `echo "Stand-in for ${name}"`, shell: "bash" }, ...steps],
        },
      }),
    );
    written.set(`${owner}/${repository}@${version}`, base);
  }
  return written;
}
