import { stat } from "node:fs/promises";
import { join } from "node:path";
import { startSandbox } from "@huntkit/sandbox";
import { createDebianPackage } from "../package-managers/debian.js";
import { canInstallDebian, installDebianPackage } from "../package-managers/install-debian.js";
import { readProviderVersion } from "../provider/create-release.js";
import { recordAttempt, type Result } from "../rehearsal/report.js";
import { Stranger } from "../rehearsal/stranger.js";
import type { BuiltProgram } from "./build-executable.js";

/**
 * Uses the single executable of `hunt` as a stranger would: the file in the archive, and the package for Debian if
 * this machine can install one.
 */
export async function rehearseHunt(
  program: BuiltProgram,
  onProgress: (message: string) => void = () => {},
): Promise<Result[]> {
  const sandbox = await startSandbox();
  const stranger = await Stranger.create("");
  const env = { PATH: "", HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
  const checkToken = async (hunt: string) => void (await stranger.run(hunt, ["token", "check"], env));
  try {
    const { size } = await stat(program.file);
    const artifact = { artifact: "hunt", size, consumer: "token check, without Node on the PATH" };
    const results = [await recordAttempt(artifact, () => checkToken(program.file))];
    if (!(await canInstallDebian())) {
      onProgress("SKIPPED: the package for Debian, because dpkg is not installed");
      return results;
    }
    onProgress("Packing hunt for Debian");
    const version = await readProviderVersion();
    const name = `hunt_${version}_linux_amd64.deb`;
    const output = join(stranger.directory, name);
    await createDebianPackage({ version, arch: "amd64", program, output });
    const root = join(stranger.directory, "root");
    const installed = { artifact: name, size: (await stat(output)).size, consumer: "dpkg, and token check" };
    const attempt = recordAttempt(installed, async () => {
      await installDebianPackage(output, root);
      await checkToken(join(root, "usr/bin/hunt"));
    });
    return [...results, await attempt];
  } finally {
    await stranger.remove();
    await sandbox.stop();
  }
}
