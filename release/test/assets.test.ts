import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { unzipSync } from "fflate";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createAssets } from "../src/assets/create-assets.js";
import { hashFile, parseChecksums } from "../src/provider/checksums.js";
import { readProviderVersion } from "../src/provider/create-release.js";

const platforms = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"];
const version = await readProviderVersion();

/** Creates directories as the builds leave them, with small files instead of executables. */
function createExecutables(): { executables: string; out: string } {
  const base = temporaryDirectory();
  const executables = join(base, "executables");
  for (const platform of platforms) {
    const extension = platform.startsWith("windows") ? ".exe" : "";
    mkdirSync(join(executables, platform), { recursive: true });
    for (const name of ["hunt", "terraform-provider-hunt"]) {
      writeFileSync(join(executables, platform, `${name}${extension}`), `${name} for ${platform}`);
      writeFileSync(join(executables, platform, `${name}.LICENSES.txt`), "MIT");
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

describe("createAssets", () => {
  it("creates an archive of hunt for each platform", async () => {
    const options = createExecutables();

    await createAssets(options);

    expect(readdirSync(join(options.out, "hunt")).sort()).toEqual([
      `hunt_${version}_SHA256SUMS`,
      ...platforms.map((platform) => `hunt_${version}_${platform}.zip`),
    ]);
  });

  it("names the executable for Windows with .exe", async () => {
    const options = createExecutables();

    await createAssets(options);

    const files = read(join(options.out, "hunt", `hunt_${version}_windows_amd64.zip`));
    expect(Object.keys(files)).toEqual(["hunt.exe", "LICENSES.txt"]);
    expect(Buffer.from(files["hunt.exe"]!).toString()).toBe("hunt for windows_amd64");
  });

  it("writes the checksums of the archives of hunt", async () => {
    const options = createExecutables();

    await createAssets(options);

    const directory = join(options.out, "hunt");
    const checksums = parseChecksums(readFileSync(join(directory, `hunt_${version}_SHA256SUMS`), "utf8"));
    expect(checksums.size).toBe(platforms.length);
    for (const [file, checksum] of checksums) expect(await hashFile(join(directory, file))).toBe(checksum);
  });

  it("creates the provider's release with executables, and with the script where Node has none", async () => {
    const options = createExecutables();

    await createAssets(options);

    const archive = (platform: string) =>
      read(join(options.out, "provider", `terraform-provider-hunt_${version}_${platform}.zip`));
    const linux = archive("linux_amd64")[`terraform-provider-hunt_v${version}`]!;
    const freebsd = archive("freebsd_amd64")[`terraform-provider-hunt_v${version}`]!;
    expect(Buffer.from(linux).toString()).toBe("terraform-provider-hunt for linux_amd64");
    expect(Buffer.from(freebsd).toString()).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(Object.keys(archive("windows_amd64"))).toContain(`terraform-provider-hunt_v${version}.exe`);
  });

  it("keeps the permission to run the provider", async () => {
    const options = createExecutables();

    await createAssets(options);

    const zip = readFileSync(
      join(options.out, "provider", `terraform-provider-hunt_${version}_linux_amd64.zip`),
    );
    expect(readModes(zip)).toEqual({
      [`terraform-provider-hunt_v${version}`]: 0o100755,
      "LICENSES.txt": 0o100644,
    });
  });

  it("creates identical archives from identical files, regardless of when", async () => {
    const options = createExecutables();
    const again = { ...options, out: `${options.out}-again` };
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01") });
    onTestFinished(() => void vi.useRealTimers());

    await createAssets(options);
    vi.setSystemTime(new Date("2027-01-01"));
    await createAssets(again);

    const sums = `terraform-provider-hunt_${version}_SHA256SUMS`;
    expect(readFileSync(join(again.out, "provider", sums), "utf8")).toBe(
      readFileSync(join(options.out, "provider", sums), "utf8"),
    );
  });

  it("states the protocol version 6.0 in the provider's manifest", async () => {
    const options = createExecutables();

    await createAssets(options);

    const manifest = `terraform-provider-hunt_${version}_manifest.json`;
    expect(JSON.parse(readFileSync(join(options.out, "provider", manifest), "utf8"))).toEqual({
      version: 1,
      metadata: { protocol_versions: ["6.0"] },
    });
  });

  it("throws if the executables of a platform are missing", async () => {
    const options = createExecutables();
    rmSync(join(options.executables, "darwin_arm64"), { recursive: true });

    await expect(createAssets(options)).rejects.toThrow("The executables for darwin_arm64 are missing");
  });
});
