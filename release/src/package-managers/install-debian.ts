import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Returns whether this machine can install packages for Debian. */
export async function canInstallDebian(): Promise<boolean> {
  return run("dpkg", ["--version"]).then(
    () => process.arch === "x64",
    () => false,
  );
}

/**
 * Installs a package for Debian into a directory, as if it were an empty machine. The packages that it depends on are those
 * of this machine.
 *
 * @param file path of the package
 * @param root the directory
 */
export async function installDebianPackage(file: string, root: string): Promise<void> {
  const database = join(root, "var/lib/dpkg");
  for (const directory of ["updates", "info"]) await mkdir(join(database, directory), { recursive: true });
  await writeFile(join(database, "status"), "");
  const options = ["--root", root, "--force-not-root", "--force-depends", "--log", join(root, "dpkg.log")];
  await run("dpkg", [...options, "--install", file]);
}
