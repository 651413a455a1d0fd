import { HuntClient } from "@huntkit/core";
import { startHunt } from "@huntkit/testing";
import { expect, it, onTestFinished } from "vitest";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { requireHunt, Workspace } from "../workspace.js";

/** In milliseconds. The engine starts the provider several times. */
const time = 180_000;

onEachEngine((engine) => {
  it.each([
    [
      'data "hunt_flag" "x" {\n  name = "No such flag"\n}',
      /Error: No matching flag found[^]*name = "No such flag"[^]*"No such flag"/,
    ],
    ['data "hunt_flags" "x" {\n  where = { shape = "round" }\n}', /Error: Invalid where[^]*shape/],
    [
      'output "x" {\n  value = provider::hunt::days_until("soon")\n}',
      /Error: [^]*"soon" is not a\s+valid\s+time/,
    ],
    [
      'output "x" {\n  value = provider::hunt::extension_header("print(1)")\n}',
      /Error: [^]*The header is missing/,
    ],
  ])(
    "reports one error for an invalid configuration: %s",
    async (main, complaint) => {
      const hunt = await startHunt(HuntClient);
      onTestFinished(() => hunt.stop());
      const files = { "main.tf": `${requireHunt}provider "hunt" {}\n${main}` };
      const space = new Workspace(engine, { sandbox: hunt.sandbox, files });

      const { code, stderr } = await space.run("plan", "-no-color", "-input=false");
      expect(code).toBe(1);
      expect(stderr).toMatch(complaint);
      expect(stderr.match(/^Error: /gm)).toHaveLength(1);
    },
    time,
  );
});
