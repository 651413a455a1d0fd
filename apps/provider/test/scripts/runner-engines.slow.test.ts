import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { exportAll } from "../../src/scripts/export/export.js";
import { run } from "../../src/scripts/runner/run.js";
import { requireHunt, Workspace } from "../workspace.js";
import { fakeShell } from "./fake-shell.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

const resource = {
  hunt_controller_group: { office: { name: "Office" } },
  hunt_target_group: {
    servers: { name: "Servers", controller_group_id: "${hunt_controller_group.office.id}" },
  },
  hunt_flag: { mine: { name: "Costs $${100}", color: "red" } },
};

onEachEngine((engine) => {
  it("imports the objects of a state file without changes", async () => {
    const workspace = new Workspace(engine, { files: {}, sandbox: hunt().sandbox });
    const shell = fakeShell(workspace.folder, { env: workspace.env });
    writeFileSync(join(workspace.folder, "main.tf.json"), JSON.stringify({ resource }));
    await run("apply", { autoApprove: true }, shell);
    workspace.write("versions.tf", requireHunt);

    await exportAll({ state: "hunt.state.json" }, shell);

    const { stdout, stderr } = await workspace.apply();
    expect(stderr).toBe("");
    expect(stdout).toContain("Apply complete! Resources: 3 imported, 0 added, 0 changed, 0 destroyed.");
    expect((await workspace.destroy()).stdout).toContain("Destroy complete! Resources: 3 destroyed.");
  }, 120_000);
});
