import { stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createActionTree } from "./action/create-tree.js";
import { listAttestations } from "./attestations/list-attestations.js";
import { createCiRepositories } from "./ci/create-repositories.js";
import { createAssets } from "./assets/create-assets.js";
import { buildExecutable } from "./executables/build-executable.js";
import { findNode } from "./executables/node-binary.js";
import { programs } from "./executables/programs.js";
import { packPublishedPackages } from "./npm/pack-published.js";
import { root } from "./npm/packages.js";
import { readProviderVersion } from "./provider/create-release.js";
import { getOwnPlatformName } from "./provider/platforms.js";
import { listSurface } from "./surface/list-surface.js";
import { syncVersion } from "./version/sync-version.js";

// The steps of a release, which the release workflow and `npm run release:version` run. The directory `--out` of one step
// is where the next one looks.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string", default: "out" } },
});
const out = resolve(values.out);

const steps: Readonly<Record<string, () => Promise<void>>> = {
  /** Builds the executables for the platform of this machine. */
  async executables() {
    const node = await findNode();
    for (const program of programs) {
      const { file } = await buildExecutable(program, node, join(out, "executables", getOwnPlatformName()));
      const { size } = await stat(file);
      process.stdout.write(`${file}  ${Math.round(size / 1e6)} MB\n`);
    }
  },

  /** Packs the npm packages, and checks the archives. */
  async packages() {
    for (const archive of await packPublishedPackages(join(out, "npm"))) process.stdout.write(`${archive}\n`);
  },

  /** Creates the archives of `hunt` and of the provider from the executables of all platforms. */
  assets: () => createAssets({ executables: join(out, "executables"), out: join(out, "assets") }),

  /** Creates the tree of the action's tag. It contains the checksums of the archives of `hunt`. */
  async action() {
    const version = await readProviderVersion();
    const checksums = join(out, "assets", "hunt", `hunt_${version}_SHA256SUMS`);
    await createActionTree({ out: join(out, "action"), version, checksums });
  },

  /** Creates the content of the repositories for other CI systems. */
  async ci() {
    const version = await readProviderVersion();
    const checksums = join(out, "assets", "hunt", `hunt_${version}_SHA256SUMS`);
    await createCiRepositories({ out: join(out, "ci"), version, checksums });
  },

  /** Prints which files the workflow attests with which SBOM, as JSON. */
  async attestations() {
    process.stdout.write(`${JSON.stringify(await listAttestations(values.out))}\n`);
  },

  /** Repeats the version of the manifests where sources and docs show it. */
  version: syncVersion,

  /** Saves what users can depend on, for the comparison with the next release. */
  async surface() {
    const lines = (await listSurface()).map((line) => `${line}\n`);
    await writeFile(join(root, "release", "public-surface.txt"), lines.join(""));
  },
};

const [name = ""] = positionals;
const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
if (step === undefined)
  throw new Error(`Unknown step "${name}". Use one of ${Object.keys(steps).join(", ")}.`);
await step();
