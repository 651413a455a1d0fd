import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { huntkitVersion as version } from "@huntkit/core";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it, onTestFinished } from "vitest";
import { formatRequirement, getPlatform } from "../../src/address.js";
import { install } from "../../src/scripts/install.js";
import { builtProvider, Workspace } from "../workspace.js";
import { fakeShell } from "./fake-shell.js";

const script = "#!/usr/bin/env node\nprocess.exit(7);\n";

function setUp() {
  const folder = temporaryDirectory();
  const provider = join(folder, "terraform-provider-hunt");
  writeFileSync(provider, script);
  return { folder, provider, shell: fakeShell(folder, { env: { HOME: folder } }) };
}

describe("install", () => {
  it("installs an executable provider for Terraform and OpenTofu into the user's mirror", async () => {
    const { folder, provider, shell } = setUp();
    await install({ json: true }, shell, provider);
    const { files } = JSON.parse(shell.printed()) as { files: string[] };
    expect(files.map((file) => relative(folder, file))).toEqual(
      ["registry.terraform.io", "registry.opentofu.org"].map(
        (host) =>
          `.terraform.d/plugins/${host}/huntkit/hunt/${version}/${getPlatform()}/terraform-provider-hunt_v${version}`,
      ),
    );
    for (const file of files) {
      expect(readFileSync(file, "utf8")).toBe(script);
      expect(statSync(file).mode & 0o777).toBe(0o755);
      expect(() => execFileSync(file)).toThrow(expect.objectContaining({ status: 7 }) as Error);
    }
  });

  it("installs a provider that starts below a package.json of type module", async () => {
    const { folder, provider, shell } = setUp();
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(provider, "#!/usr/bin/env node\nrequire('node:process').exit(7);\n");

    await install({ json: true }, shell, provider);

    const { files } = JSON.parse(shell.printed()) as { files: string[] };
    for (const file of files) expect(spawnSync(file).status).toBe(7);
  });

  it("does not mention checksums at the first installation, or if nothing changed", async () => {
    const { provider, shell } = setUp();
    await install({}, shell, provider);
    await install({}, shell, provider);
    expect(shell.noted()).not.toContain("checksum");
  });

  it("names terraform init -upgrade if it replaced another build of the same version", async () => {
    const { provider, shell } = setUp();
    await install({}, shell, provider);
    writeFileSync(provider, `${script}// rebuilt`);
    await install({}, shell, provider);
    expect(shell.noted()).toContain("If init reports a wrong checksum, run terraform init -upgrade");
  });

  it("makes the provider executable for all users, regardless of the umask", async () => {
    const { provider, shell } = setUp();
    const usual = process.umask(0o077);
    onTestFinished(() => void process.umask(usual));
    await install({ json: true }, shell, provider);
    const { files } = JSON.parse(shell.printed()) as { files: string[] };
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o755, 0o755]);
  });

  it("prints the configuration that uses the provider", async () => {
    const { provider, shell } = setUp();
    await install({}, shell, provider);
    expect(shell.printed()).toContain(formatRequirement(version));
    expect(formatRequirement(version)).toContain(`version = "${version}"`);
  });

  it("installs into another directory with --dir, and prints the CLI configuration for it", async () => {
    const { folder, provider, shell } = setUp();
    await install({ dir: "mirror" }, shell, provider);
    expect(statSync(join(folder, "mirror/registry.opentofu.org/huntkit/hunt", version)).isDirectory()).toBe(
      true,
    );
    expect(shell.noted()).toContain("filesystem_mirror");
  });

  it("replaces an existing installation", async () => {
    const { provider, shell } = setUp();
    await install({}, shell, provider);
    expect(await install({}, shell, provider)).toBe(0);
  });

  it("explains what to do if the provider is not built", async () => {
    const { folder, shell } = setUp();
    await expect(install({}, shell, join(folder, "nowhere"))).rejects.toThrow(
      /^No provider found at .*nowhere\. Build it first: run npm run build/,
    );
  });

  it("prints only development overrides with --dev", async () => {
    const { folder, provider, shell } = setUp();
    await install({ dev: true }, shell, provider);
    expect(shell.printed()).toBe(
      `provider_installation {\n  dev_overrides {\n    "huntkit/hunt" = "${folder}"\n  }\n  direct {}\n}\n`,
    );
    expect(shell.noted()).toContain("TF_CLI_CONFIG_FILE");
  });
});

onEachEngine((engine) => {
  it("uses the built provider with development overrides", async () => {
    const workspace = new Workspace(engine, {
      files: { "main.tf": `${formatRequirement(version)}data "hunt_version" "x" {}\n` },
    });
    const shell = fakeShell(workspace.folder);
    await install({ dev: true }, shell, join(builtProvider, "terraform-provider-hunt"));
    workspace.write("engine.tfrc", shell.printed());
    expect((await workspace.run("validate", "-no-color")).stdout).toContain("The configuration is valid");
  });
});
