import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { listAttestations } from "../src/attestations/list-attestations.js";

const files = {
  "npm/huntkit-core-1.2.3.tgz": "",
  "npm/huntkit-core-1.2.3.cdx.json": "",
  "assets/hunt/hunt_1.2.3_linux_amd64.zip": "",
  "assets/hunt/hunt_1.2.3_linux_amd64.deb": "",
  "assets/hunt/hunt_1.2.3_linux_amd64.cdx.json": "",
  "assets/hunt/hunt_1.2.3_SHA256SUMS": "",
  "assets/provider/terraform-provider-hunt_1.2.3_linux_arm.zip": "",
  "assets/provider/terraform-provider-hunt_1.2.3_linux_arm.cdx.json": "",
  "assets/provider/terraform-provider-hunt_1.2.3_manifest.json": "",
  "action/apps/action/dist/main.cjs": "",
  "action/apps/action/dist/yaml.cjs": "",
  "action/apps/action/dist/sbom.cdx.json": "",
};

describe("listAttestations", () => {
  it("lists each file that users install, with the SBOM next to it", async () => {
    const out = temporaryDirectory(files);

    const attestations = await listAttestations(out);

    const toPaths = (...paths: string[]): string => paths.map((path) => join(out, path)).join("\n");
    expect(attestations).toEqual([
      {
        name: "huntkit-core-1.2.3",
        subjects: toPaths("npm/huntkit-core-1.2.3.tgz"),
        sbom: toPaths("npm/huntkit-core-1.2.3.cdx.json"),
      },
      {
        name: "hunt_1.2.3_linux_amd64",
        subjects: toPaths("assets/hunt/hunt_1.2.3_linux_amd64.deb", "assets/hunt/hunt_1.2.3_linux_amd64.zip"),
        sbom: toPaths("assets/hunt/hunt_1.2.3_linux_amd64.cdx.json"),
      },
      {
        name: "terraform-provider-hunt_1.2.3_linux_arm",
        subjects: toPaths("assets/provider/terraform-provider-hunt_1.2.3_linux_arm.zip"),
        sbom: toPaths("assets/provider/terraform-provider-hunt_1.2.3_linux_arm.cdx.json"),
      },
      {
        name: "action",
        subjects: toPaths("action/apps/action/dist/main.cjs", "action/apps/action/dist/yaml.cjs"),
        sbom: toPaths("action/apps/action/dist/sbom.cdx.json"),
      },
    ]);
  });

  it("throws if a file has no SBOM", async () => {
    const out = temporaryDirectory({ ...files, "assets/hunt/hunt_1.2.3_darwin_arm64.zip": "" });

    await expect(listAttestations(out)).rejects.toThrow(/^hunt_1\.2\.3_darwin_arm64\.zip has no SBOM in /);
  });
});
