import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
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

  it("throws if the executables of a platform are missing", async () => {
    const options = createExecutables();
    rmSync(join(options.executables, "darwin_arm64"), { recursive: true });

    await expect(createAssets(options)).rejects.toThrow("The executables for darwin_arm64 are missing");
  });
});
