import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildExecutable } from "../src/executables/build-executable.js";
import { findNode } from "../src/executables/node-binary.js";
import { programs } from "../src/executables/programs.js";
import { createDebianPackage } from "../src/package-managers/debian.js";
import { canInstallDebian, installDebianPackage } from "../src/package-managers/install-debian.js";
import { readProviderVersion } from "../src/provider/create-release.js";

/** Milliseconds. The build compresses 150 MB. */
const buildTime = 600_000;
const isDebian = await canInstallDebian();
if (!isDebian)
  process.stderr.write("\nSKIPPED: the package for Debian was not installed, because dpkg is missing.\n");

describe.runIf(isDebian)("the package for Debian", () => {
  const version = "1.2.3-rc.1";
  let base: string;
  let file: string;
  let installed: string;

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), "debian-"));
    const hunt = programs.find(({ name }) => name === "hunt")!;
    const program = await buildExecutable(hunt, await findNode(), base);
    file = join(base, "hunt.deb");
    await createDebianPackage({ version, arch: "amd64", program, output: file });
    installed = join(base, "root");
    await installDebianPackage(file, installed);
  }, buildTime);

  afterAll(() => rmSync(base, { recursive: true }));

  const readField = (name: string): string =>
    execFileSync("dpkg-deb", ["--field", file, name], { encoding: "utf8" }).trim();
  const hunt = (...args: string[]): string =>
    execFileSync(join(installed, "usr/bin/hunt"), args, { encoding: "utf8", env: { HOME: base } });

  it("installs hunt, which runs without Node", async () => {
    expect(hunt("--version")).toContain(await readProviderVersion());
  });

  it("has a name that Debian does not use, and a version that is older than the release", () => {
    expect(readField("Package")).toBe("huntkit");
    expect(readField("Version")).toBe("1.2.3~rc.1");
    const compared = spawnSync("dpkg", ["--compare-versions", readField("Version"), "lt", "1.2.3"]);
    expect(compared.status).toBe(0);
  });

  it("depends on the packages of all libraries that the executable is linked to", () => {
    const libraries = execFileSync("ldd", [join(installed, "usr/bin/hunt")], { encoding: "utf8" });
    const names = Array.from(libraries.matchAll(/=> (\/\S+)/g), ([, path]) => findPackage(path!));

    const declared = readField("Depends")
      .split(/,\s*/)
      .map((dependency) => dependency.split(" ")[0]);

    expect(new Set(names)).toEqual(new Set(declared));
  });

  it("has the man page and the completions that hunt prints", () => {
    const page = gunzipSync(readFileSync(join(installed, "usr/share/man/man1/hunt.1.gz"))).toString();
    const bash = readFileSync(join(installed, "usr/share/bash-completion/completions/hunt"), "utf8");
    const zsh = readFileSync(join(installed, "usr/share/zsh/vendor-completions/_hunt"), "utf8");
    const fish = readFileSync(join(installed, "usr/share/fish/vendor_completions.d/hunt.fish"), "utf8");

    expect(page).toMatch(/^\.TH/m);
    expect(bash).toBe(hunt("completion", "bash"));
    expect(zsh).toBe(hunt("completion", "zsh"));
    expect(fish).toBe(hunt("completion", "fish"));
  });

  it("has the licenses of huntkit and of everything in the executable, and the SBOM", () => {
    const documents = join(installed, "usr/share/doc/huntkit");
    const copyright = readFileSync(join(documents, "copyright"), "utf8");

    expect(copyright).toMatch(/^MIT License\n/);
    expect(copyright).toContain("Node.js is licensed for use as follows");
    expect(existsSync(join(documents, "sbom.cdx.json"))).toBe(true);
  });

  it("contains only files of root, with the permissions that Debian requires", () => {
    const lines = execFileSync("dpkg-deb", ["--contents", file], { encoding: "utf8" }).trim().split("\n");

    const modes = new Set(lines.map((line) => line.split(/ +/).slice(0, 2).join(" ")));

    expect([...modes].sort()).toEqual([
      "-rw-r--r-- root/root",
      "-rwxr-xr-x root/root",
      "drwxr-xr-x root/root",
    ]);
  });
});

/** Returns the name of the package that a library belongs to. Its path may lead through a link to `/usr`. */
function findPackage(library: string): string {
  for (const path of [library, `/usr${library}`]) {
    const { status, stdout } = spawnSync("dpkg", ["--search", path], { encoding: "utf8" });
    if (status === 0) return stdout.split(":")[0]!;
  }
  throw new Error(`No package contains ${library}.`);
}
