import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { huntkitVersion as version } from "@huntkit/core";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { hosts, formatRequirement, getPlatform } from "../../src/address.js";
import { makeRelease, platforms } from "../../src/scripts/package.js";
import { builtProvider, Workspace } from "../workspace.js";
import { fakeShell } from "./fake-shell.js";

const name = (end: string) => `terraform-provider-hunt_${version}_${end}`;

async function release(out = "release") {
  const folder = temporaryDirectory();
  const provider = join(folder, "terraform-provider-hunt");
  writeFileSync(provider, "#!/usr/bin/env node\n");
  writeFileSync(join(folder, "LICENSES.txt"), "MIT");
  const shell = fakeShell(folder);
  await makeRelease({ out }, shell, provider);
  return {
    folder: join(folder, out),
    provider,
    shell,
    read: (file: string) => readFileSync(join(folder, out, file)),
  };
}

/**
 * Returns the attributes in the central directory of a zip, which unpackers use (PKWARE's APPNOTE, 4.3.12).
 */
function attributesIn(zip: Buffer): { os: number; mode: number; name: string }[] {
  const found = [];
  for (
    let at = zip.indexOf("PK\u0001\u0002", 0, "latin1");
    at !== -1;
    at = zip.indexOf("PK\u0001\u0002", at + 4, "latin1")
  ) {
    found.push({
      os: zip[at + 5]!,
      mode: zip.readUInt32LE(at + 38) >>> 16,
      name: zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28)),
    });
  }
  return found;
}

describe("a release", () => {
  it("contains an archive for each platform, the manifest, and the checksums", async () => {
    const { folder } = await release();
    expect(readdirSync(folder).sort()).toEqual(
      [
        ...platforms.map((platform) => name(`${platform}.zip`)),
        name("SHA256SUMS"),
        name("manifest.json"),
      ].sort(),
    );
  });

  it("contains the executable provider, and the licenses of its dependencies", async () => {
    const { read } = await release();
    const zip = read(name("linux_amd64.zip"));
    expect(attributesIn(zip)).toEqual([
      { os: 3, mode: 0o100755, name: `terraform-provider-hunt_v${version}` },
      { os: 3, mode: 0o100644, name: "LICENSES.txt" },
    ]);
    expect(strFromU8(unzipSync(zip)[`terraform-provider-hunt_v${version}`]!)).toBe("#!/usr/bin/env node\n");
  });

  it("states the protocol version 6.0 in the manifest", async () => {
    const { read } = await release();
    expect(JSON.parse(read(name("manifest.json")).toString())).toEqual({
      version: 1,
      metadata: { protocol_versions: ["6.0"] },
    });
  });

  it("contains the checksum of every other file", async () => {
    const { folder, read } = await release();
    const lines = read(name("SHA256SUMS"))
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => line.split("  "));
    expect(lines.map(([, file = ""]) => file).sort()).toEqual(
      readdirSync(folder)
        .filter((file) => !file.endsWith("SHA256SUMS"))
        .sort(),
    );
    for (const [sum, file = ""] of lines)
      expect(createHash("sha256").update(read(file)).digest("hex")).toBe(sum);
  });

  it("is identical regardless of when it is created", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01") });
    onTestFinished(() => void vi.useRealTimers());
    const one = await release("one");
    vi.setSystemTime(new Date("2027-01-01"));
    const other = await release("other");
    expect(one.read(name("SHA256SUMS")).equals(other.read(name("SHA256SUMS")))).toBe(true);
  });

  it("does not replace existing files", async () => {
    const { folder, provider, shell } = await release();

    await expect(makeRelease({ out: folder }, shell, provider)).rejects.toThrow(/already contains .*--force/);
  });

  it("replaces existing files with --force", async () => {
    const { folder, provider, shell } = await release();

    expect(await makeRelease({ out: folder, force: true }, shell, provider)).toBe(0);
  });

  it("requires a built provider", async () => {
    const { folder, shell } = await release();

    await expect(makeRelease({ out: folder }, shell, join(folder, "nowhere"))).rejects.toThrow(
      /^No provider with a LICENSES\.txt found at .*nowhere\. Build it first/,
    );
  });
});

onEachEngine((engine) => {
  it("installs the provider from a mirror with its archives", async () => {
    const workspace = new Workspace(engine, {
      files: {
        "main.tf": `${formatRequirement(version)}output "left" {\n  value = provider::hunt::days_until("2026-01-02", "2026-01-01")\n}\n`,
      },
    });
    await makeRelease({}, fakeShell(workspace.folder), join(builtProvider, "terraform-provider-hunt"));
    const zip = name(`${getPlatform()}.zip`);
    for (const host of hosts) {
      const place = join(workspace.folder, "mirror", host, "huntkit/hunt");
      mkdirSync(place, { recursive: true });
      cpSync(join(workspace.folder, "release", zip), join(place, zip));
    }
    workspace.write(
      "engine.tfrc",
      `provider_installation {\n  filesystem_mirror {\n    path = "${workspace.folder}/mirror"\n  }\n}\n`,
    );
    expect(await workspace.run("init", "-no-color")).toMatchObject({ code: 0, stderr: "" });
    expect((await workspace.apply()).stdout).toContain("left = 1");
  });
});
