import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createAssets } from "../src/assets/create-assets.js";
import { hashFile, parseChecksums } from "../src/provider/checksums.js";
import { readProviderVersion } from "../src/provider/create-release.js";

const platforms = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"];
const version = await readProviderVersion();
const bases: string[] = [];

afterAll(() => {
  for (const base of bases) rmSync(base, { recursive: true });
});

/** Creates directories as the builds leave them, with small files instead of executables. */
function createExecutables(): { executables: string; out: string } {
  const base = mkdtempSync(join(tmpdir(), "assets-"));
  bases.push(base);
  const executables = join(base, "executables");
  for (const platform of platforms) {
    const extension = platform.startsWith("windows") ? ".exe" : "";
    mkdirSync(join(executables, platform), { recursive: true });
    for (const name of ["hunt", "terraform-provider-hunt"]) {
      writeFileSync(join(executables, platform, `${name}${extension}`), `${name} for ${platform}`);
      writeFileSync(join(executables, platform, `${name}.LICENSES.txt`), "MIT");
      writeFileSync(join(executables, platform, `${name}.cdx.json`), `{"about":"${name} for ${platform}"}`);
    }
  }
  return { executables, out: join(base, "assets") };
}

const read = (zip: string) => unzipSync(readFileSync(zip));

/** Reads the permissions of each file from the central directory of a zip (PKWARE's APPNOTE, 4.3.12). */
function readModes(zip: Buffer): Record<string, number> {
  const modes: Record<string, number> = {};
  const signature = "PK\u0001\u0002";
  for (let at = zip.indexOf(signature, 0, "latin1"); at !== -1; at = zip.indexOf(signature, at + 4, "latin1"))
    modes[zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28))] =
      zip.readUInt32LE(at + 38) >>> 16;
  return modes;
}

const hasDpkg = spawnSync("dpkg-deb", ["--version"]).status === 0;
if (!hasDpkg)
  process.stderr.write(
    "\nSKIPPED: the assets of a release were not created, because dpkg-deb is not installed.\n",
  );

describe.runIf(hasDpkg)("createAssets", () => {
  let options: ReturnType<typeof createExecutables>;

  beforeAll(async () => {
    options = createExecutables();
    await createAssets(options);
  });

  it("creates an archive of hunt and its SBOM for each platform, and packages for Debian", () => {
    expect(readdirSync(join(options.out, "hunt")).sort()).toEqual(
      [
        `hunt_${version}_SHA256SUMS`,
        ...platforms.flatMap((platform) => [
          `hunt_${version}_${platform}.cdx.json`,
          `hunt_${version}_${platform}.zip`,
        ]),
        `hunt_${version}_linux_amd64.deb`,
        `hunt_${version}_linux_arm64.deb`,
      ].sort(),
    );
  });

  it("names the executable for Windows with .exe", () => {
    const files = read(join(options.out, "hunt", `hunt_${version}_windows_amd64.zip`));

    expect(Object.keys(files)).toEqual(["hunt.exe", "hunt.1", "LICENSES.txt", "sbom.cdx.json"]);
    expect(Buffer.from(files["hunt.exe"]!).toString()).toBe("hunt for windows_amd64");
  });

  it("writes the checksums of all files of hunt", async () => {
    const directory = join(options.out, "hunt");
    const checksums = parseChecksums(readFileSync(join(directory, `hunt_${version}_SHA256SUMS`), "utf8"));

    const others = readdirSync(directory).filter((file) => !file.endsWith("SHA256SUMS"));

    expect([...checksums.keys()].sort()).toEqual(others.sort());
    for (const [file, checksum] of checksums) expect(await hashFile(join(directory, file))).toBe(checksum);
  });

  it("creates the provider's release with executables, and with the script where Node has none", () => {
    const archive = (platform: string) =>
      read(join(options.out, "provider", `terraform-provider-hunt_${version}_${platform}.zip`));
    const linux = archive("linux_amd64")[`terraform-provider-hunt_v${version}`]!;
    const freebsd = archive("freebsd_amd64")[`terraform-provider-hunt_v${version}`]!;
    expect(Buffer.from(linux).toString()).toBe("terraform-provider-hunt for linux_amd64");
    expect(Buffer.from(freebsd).toString()).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(Object.keys(archive("windows_amd64"))).toContain(`terraform-provider-hunt_v${version}.exe`);
  });

  it("adds the package.json that the script of the provider needs below a package of type module", () => {
    const entries = (platform: string) =>
      read(join(options.out, "provider", `terraform-provider-hunt_${version}_${platform}.zip`));

    expect(Buffer.from(entries("freebsd_amd64")["package.json"]!).toString()).toBe(
      '{ "type": "commonjs" }\n',
    );
    expect(Object.keys(entries("linux_amd64"))).not.toContain("package.json");
  });

  it("keeps the permission to run the provider", () => {
    const zip = readFileSync(
      join(options.out, "provider", `terraform-provider-hunt_${version}_linux_amd64.zip`),
    );
    expect(readModes(zip)).toEqual({
      [`terraform-provider-hunt_v${version}`]: 0o100755,
      "LICENSES.txt": 0o100644,
      "sbom.cdx.json": 0o100644,
    });
  });

  it("has the same SBOM in an archive of the provider and next to it", () => {
    const base = join(options.out, "provider", `terraform-provider-hunt_${version}_linux_arm64`);
    expect(readFileSync(`${base}.cdx.json`, "utf8")).toBe(
      '{"about":"terraform-provider-hunt for linux_arm64"}',
    );
    expect(Buffer.from(read(`${base}.zip`)["sbom.cdx.json"]!)).toEqual(readFileSync(`${base}.cdx.json`));
  });

  it("creates identical archives from identical files, regardless of when", async () => {
    const again = { ...options, out: `${options.out}-again` };
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-01-01") });
    onTestFinished(() => void vi.useRealTimers());

    await createAssets(again);

    for (const sums of [
      `hunt/hunt_${version}_SHA256SUMS`,
      `provider/terraform-provider-hunt_${version}_SHA256SUMS`,
    ])
      expect(readFileSync(join(again.out, sums), "utf8")).toBe(readFileSync(join(options.out, sums), "utf8"));
  });

  it("states the protocol version 6.0 in the provider's manifest", () => {
    const manifest = `terraform-provider-hunt_${version}_manifest.json`;
    expect(JSON.parse(readFileSync(join(options.out, "provider", manifest), "utf8"))).toEqual({
      version: 1,
      metadata: { protocol_versions: ["6.0"] },
    });
  });

  it("throws if the executables of a platform are missing", async () => {
    const incomplete = createExecutables();
    rmSync(join(incomplete.executables, "darwin_arm64"), { recursive: true });

    await expect(createAssets(incomplete)).rejects.toThrow("The executables for darwin_arm64 are missing");
  });
});
