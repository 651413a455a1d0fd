import { join } from "node:path";
import { huntkitVersion as version } from "@huntkit/core";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { expect, it } from "vitest";
import { formatRequirement } from "../../src/address.js";
import { install } from "../../src/scripts/install.js";
import { builtProvider, Workspace } from "../workspace.js";
import { fakeShell } from "./fake-shell.js";

onEachEngine((engine) => {
  it("finds the provider in the user's mirror during init", async () => {
    const workspace = new Workspace(engine, {
      files: { "main.tf": `${formatRequirement(version)}provider "hunt" {}\n` },
      env: { TF_CLI_CONFIG_FILE: "/dev/null" },
    });
    await install(
      {},
      fakeShell(workspace.folder, { env: { HOME: workspace.folder } }),
      join(builtProvider, "terraform-provider-hunt"),
    );
    const { code, stdout, stderr } = await workspace.run("init", "-no-color");
    expect(stderr).toBe("");
    expect(stdout).toContain(`Installed huntkit/hunt v${version}`);
    expect(code).toBe(0);
  });
});
