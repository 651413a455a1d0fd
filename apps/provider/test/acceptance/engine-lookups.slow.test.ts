import { HuntClient } from "@huntkit/core";
import { startHunt } from "@huntkit/testing";
import { expect, it, onTestFinished } from "vitest";
import { modelResources } from "../../src/hunt/index.js";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { requireHunt, Workspace } from "../workspace.js";
import { formatTerraformJson, createArguments } from "./terraform-json.js";
import { extension } from "./samples/extension.js";
import { samples } from "./samples/index.js";

/**
 * In milliseconds. The engine starts the provider several times, and the machine may be busy with other
 * tests.
 */
const time = 180_000;
const plurals = modelResources.map(({ dataSources }) => dataSources[1]!.name);
const found = samples.filter(({ type }) => modelResources.some(({ resource }) => resource.name === type));

/** A configuration with every data source. Each reads what the same configuration creates. */
const lookups = `
${found.map(({ type }) => `data "${type}" "x" {\n  id = ${type}.full.id\n}\n`).join("\n")}
${plurals.map((type) => `data "${type}" "all" {}\n`).join("\n")}
data "hunt_target_groups" "some" {
  where = { or = [{ name = { like = "%servers" } }, { id = { inq = [hunt_target_group.full.id] } }] }
  order = ["name DESC"]
  limit = 5
}
data "hunt_agents" "x" {
  where = { active = true }
  limit = 2
}
data "hunt_alerts" "x" {
  where = { severity = { inq = ["high", "critical"] } }
  limit = 2
}
data "hunt_current_user" "x" {}
data "hunt_version" "x" {}
data "hunt_api_tokens" "x" {}

locals {
  header = provider::hunt::extension_header(hunt_extension.full.body)
}

output "same" {
  value = [${found.map(({ type }) => `data.${type}.x.id == ${type}.full.id`).join(", ")}]
}
output "counts" {
  value = [${plurals.map((type) => `length(data.${type}.all.${type.replace("hunt_", "")})`).join(", ")}]
}
output "results" {
  value = {
    groups = length(data.hunt_target_groups.some.target_groups)
    agents = length(data.hunt_agents.x.agents)
    alerts = distinct([for alert in data.hunt_alerts.x.alerts : contains(["high", "critical"], alert.severity)])
    role   = data.hunt_current_user.x.role
    tokens = length(data.hunt_api_tokens.x.api_tokens) > 0
    guid   = local.header.guid
    days   = provider::hunt::days_until("2027-03-31T09:30:00Z", "2027-03-01T09:30:00Z")
  }
}
`;

onEachEngine((engine) => {
  async function start(main: string) {
    const hunt = await startHunt(HuntClient);
    onTestFinished(() => hunt.stop());
    return {
      hunt,
      space: new Workspace(engine, { sandbox: hunt.sandbox, files: { "main.tf": `${requireHunt}${main}` } }),
    };
  }

  it(
    "creates, reads, and deletes every model, and calls every function",
    async () => {
      const { hunt, space } = await start(lookups);
      space.write("all.tf.json", formatTerraformJson(createArguments));
      expect(await space.apply()).toMatchObject({ code: 0, stderr: "" });
      expect(await space.apply()).toMatchObject({ code: 0, stderr: "" });
      const outputs = Object.fromEntries(
        Object.entries((await space.state()).values!.outputs!).map(([name, { value }]) => [name, value]),
      );
      const routes = modelResources.map(
        ({ resource }) => samples.find(({ type }) => type === resource.name)!.route,
      );
      expect(outputs).toEqual({
        same: found.map(() => true),
        counts: routes.map((route) => hunt.sandbox.records(route).length),
        results: {
          groups: 5,
          agents: 2,
          alerts: [true],
          role: "admin",
          tokens: true,
          guid: String(extension.nth(2)["body"]).match(/guid: (.*)/)![1],
          days: 30,
        },
      });
      expect(await space.destroy()).toMatchObject({ code: 0, stderr: "" });
    },
    time,
  );
});
