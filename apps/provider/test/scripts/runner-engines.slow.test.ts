import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import { actions, onEachEngine } from "@huntkit/test-kit/terraform";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { exportAll } from "../../src/scripts/export/export.js";
import { run } from "../../src/scripts/runner/run.js";
import { loadState } from "../../src/scripts/runner/state.js";
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

const assignments = {
  hunt_organization: { port: { name: "Port of Export" } },
  hunt_location: { pier: { name: "Pier 9", organization_id: "${hunt_organization.port.id}" } },
  hunt_policy: { kiosks: { name: "Exported kiosks", type: "edr" } },
  hunt_policy_assignment: {
    organization: {
      policy_id: "${hunt_policy.kiosks.id}",
      organization_id: "${hunt_organization.port.id}",
    },
    location: { policy_id: "${hunt_policy.kiosks.id}", location_id: "${hunt_location.pier.id}" },
  },
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

  it("imports policy assignments by the ID of their organization or location, without changes", async () => {
    const { sandbox } = hunt();
    const workspace = new Workspace(engine, { files: {}, sandbox });
    const shell = fakeShell(workspace.folder, { env: workspace.env });
    writeFileSync(join(workspace.folder, "main.tf.json"), JSON.stringify({ resource: assignments }));
    await run("apply", { autoApprove: true }, shell);
    workspace.write("versions.tf", requireHunt);
    const { resources } = await loadState(join(workspace.folder, "hunt.state.json"));
    const getId = (address: string) => String(resources[address]!.values["id"]);

    await exportAll({ state: "hunt.state.json" }, shell);

    const imports = readFileSync(join(workspace.folder, "imports.tf"), "utf8");
    for (const [type, holder] of [
      ["organization", "hunt_organization.port"],
      ["location", "hunt_location.pier"],
    ])
      expect(imports).toContain(`"${getId(holder!)}/${getId(`hunt_policy_assignment.${type}`)}"`);
    const plan = await workspace.plan();
    expect(actions(plan)).toEqual({});
    expect(plan.resource_changes?.filter(({ change }) => change.importing)).toHaveLength(5);
    const { stdout } = await workspace.apply();
    expect(stdout).toContain("Apply complete! Resources: 5 imported, 0 added, 0 changed, 0 destroyed.");
    expect((await workspace.destroy()).stdout).toContain("Destroy complete! Resources: 5 destroyed.");
  }, 120_000);
});
