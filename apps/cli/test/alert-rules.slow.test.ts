import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "@huntkit/test-kit/find-program";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expect, it } from "vitest";

const promtool = findProgram("promtool", "promtool");
if (promtool === undefined)
  process.stdout.write(
    "!! The test of the alert rules is skipped. packages/test-kit/scripts/install-promtool installs promtool.\n",
  );

it.skipIf(promtool === undefined)("the alert rules in the recipe for Prometheus are valid", () => {
  const page = new URL("../../../docs/recipes/prometheus.md", import.meta.url);
  const [, rules = ""] = /^```yaml\n(.*?)^```$/ms.exec(readFileSync(page, "utf8")) ?? [];
  const file = join(temporaryDirectory(), "rules.yml");
  writeFileSync(file, rules);

  const { status, stdout, stderr } = spawnSync(promtool!, ["check", "rules", file], { encoding: "utf8" });

  expect(status, stderr).toBe(0);
  expect(stdout).toContain("3 rules found");
});
