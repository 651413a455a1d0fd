import { HuntClient } from "@huntkit/core";
import { startHunt } from "@huntkit/testing";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { expect, it, onTestFinished } from "vitest";
import { requireHunt, Workspace } from "../workspace.js";

/** In milliseconds. The engine starts the provider several times. */
const time = 180_000;
const missing = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

async function start(engine: ConstructorParameters<typeof Workspace>[0], main: string) {
  const { sandbox, stop } = await startHunt(HuntClient);
  onTestFinished(() => stop());
  const files = { "main.tf": `${requireHunt}provider "hunt" {}\n${main}` };
  return { sandbox, space: new Workspace(engine, { sandbox, files }) };
}

onEachEngine((engine) => {
  it(
    "plans no object that refers to one that does not exist, and shows the argument",
    async () => {
      const main = `resource "hunt_target_group" "x" {\n  name = "Attic"\n  controller_group_id = "${missing}"\n}\n`;
      const { space } = await start(engine, main);

      const { code, stderr } = await space.run("plan", "-no-color", "-input=false");

      expect(code).toBe(1);
      expect(stderr).toMatch(/Error: No matching controller group found[^]*controller_group_id = "7c9e6679/);
      expect(stderr).toContain('"Branch offices"');
    },
    time,
  );

  it(
    "creates no object that refers to one that does not exist if the ID is known only at apply",
    async () => {
      // The engine does not know an output of a resource until the apply.
      const main = `resource "terraform_data" "id" {\n  input = "${missing}"\n}
resource "hunt_target_group" "x" {\n  name = "Attic"\n  controller_group_id = terraform_data.id.output\n}\n`;
      const { sandbox, space } = await start(engine, main);

      const { code, stderr } = await space.run("apply", "-auto-approve", "-no-color", "-input=false");

      expect(code).toBe(1);
      expect(stderr).toMatch(/Error: No matching controller group found[^]*terraform_data\.id\.output/);
      expect(sandbox.records("Targets").filter(({ name }) => name === "Attic")).toEqual([]);
    },
    time,
  );
});
