import { execFile } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { sbomFile } from "@huntkit/build-plugins";
import type { BuiltProgram } from "../executables/build-executable.js";
import { cliFiles } from "../executables/programs.js";
import { root } from "../npm/packages.js";
import { hunt } from "./facts.js";

const run = promisify(execFile);

/** Debian has a package `hunt` already, and apt would upgrade to it. */
const name = "huntkit";

/** The packages with the libraries that Node is linked to, in the versions that it was built for. */
const dependencies = ["libatomic1", "libc6 (>= 2.28)", "libgcc-s1", "libstdc++6 (>= 5)"];

/** What a Debian package is made from. */
export interface DebianPackageOptions {
  readonly version: string;
  /** Architecture as Debian names it, such as `amd64`. */
  readonly arch: string;
  readonly program: BuiltProgram;
  /** Path of the package. */
  readonly output: string;
}

/**
 * Creates a package for Debian and Ubuntu: `hunt`, its man page, and the completion of three shells (Debian Policy
 * Manual). The same files result in the same package.
 *
 * @throws {Error} if dpkg-deb is not installed
 */
export async function createDebianPackage(options: DebianPackageOptions): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), "debian-"));
  const tree = join(temporary, "tree");
  try {
    await createTree(tree, options.program);
    await mkdir(join(tree, "DEBIAN"));
    await writeFile(join(tree, "DEBIAN", "control"), formatControl(options, await measure(tree)));
    await setModes(tree);
    // All versions of dpkg can read xz. The default level takes four times as long.
    await run("dpkg-deb", ["--build", "--root-owner-group", "-Zxz", "-z1", tree, options.output], {
      env: { ...process.env, SOURCE_DATE_EPOCH: "315532800" },
    });
  } finally {
    await rm(temporary, { recursive: true });
  }
}

async function createTree(tree: string, program: BuiltProgram): Promise<void> {
  const copy = async (from: string, to: string): Promise<void> => {
    await mkdir(dirname(join(tree, to)), { recursive: true });
    await cp(from, join(tree, to));
  };
  const write = async (to: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(tree, to)), { recursive: true });
    await writeFile(join(tree, to), content);
  };
  await copy(program.file, "usr/bin/hunt");
  await copy(join(cliFiles, "completion", "bash"), "usr/share/bash-completion/completions/hunt");
  await copy(join(cliFiles, "completion", "zsh"), "usr/share/zsh/vendor-completions/_hunt");
  await copy(join(cliFiles, "completion", "fish"), "usr/share/fish/vendor_completions.d/hunt.fish");
  await write(
    "usr/share/man/man1/hunt.1.gz",
    gzipSync(await readFile(join(cliFiles, "man", "hunt.1")), { level: 9 }),
  );
  const licenses = [await readFile(join(root, "LICENSE")), await readFile(program.licenses)];
  await write(`usr/share/doc/${name}/copyright`, licenses.join("\n"));
  await copy(program.sbom, `usr/share/doc/${name}/${sbomFile}`);
}

function formatControl({ version, arch }: DebianPackageOptions, installedBytes: number): string {
  const fields = {
    Package: name,
    // A hyphen would start Debian's own revision. A tilde sorts before the release.
    Version: version.replace("-", "~"),
    Section: "utils",
    Priority: "optional",
    Architecture: arch,
    Maintainer: hunt.maintainer,
    "Installed-Size": Math.ceil(installedBytes / 1024),
    Depends: dependencies.join(", "),
    Homepage: hunt.homepage,
    Description: `${hunt.summary}\n ${hunt.description}`,
  };
  const lines = Object.entries(fields).map(([field, value]) => `${field}: ${value}\n`);
  return lines.join("");
}

/** Returns the bytes of all files in a directory. */
async function measure(directory: string): Promise<number> {
  const files = (await listEntries(directory)).filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Sets the permissions that Debian requires, regardless of the umask and of where the executable comes from. */
async function setModes(tree: string): Promise<void> {
  await chmod(tree, 0o755);
  for (const entry of await listEntries(tree))
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  await chmod(join(tree, "usr/bin/hunt"), 0o755);
}

function listEntries(directory: string) {
  return readdir(directory, { recursive: true, withFileTypes: true });
}
