import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findActionsNode, readManifest } from "@huntkit/test-kit";
import { rolldown } from "rolldown";
import { compare } from "../pairs.js";
import { packageFolder, startSandbox, timeProcess } from "../processes.js";
import type { Row } from "./row.js";

/**
 * The time that the action adds to a pipeline: a complete healthy check as a process under Node 24, against a
 * sandbox in another process, compared with a process that only imports @actions/core, bundled and minified
 * with the same tool.
 */
export const coldStart: Row = {
  name: "cold-start",
  title: "the action's healthy check, vs. importing @actions/core: wall",
  unit: "ms",
  maxRatio: 1.6,
  others: "-",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit")) return;
    const temp = mkdtempSync(join(tmpdir(), "bench-"));
    const sandbox = await startSandbox();
    try {
      const baseline = await bundleBaseline(temp);
      const { script, inputs } = action({ instance: sandbox.url, token: sandbox.tokens.admin });
      const output = join(temp, "output");
      const env = { ...environment(temp, output), ...inputs };
      const time = (path: string) => timeProcess(findActionsNode(), [path], { env });
      yield [
        "huntkit",
        await compare(
          () => time(script),
          () => time(baseline),
          quick ? 1 : 25,
          quick ? 0 : 1,
        ),
      ];
      if (!readFileSync(output, "utf8").includes("healthy"))
        throw new Error("cold-start: the action did not report a healthy token.");
    } finally {
      sandbox.stop();
      rmSync(temp, { recursive: true, force: true });
    }
  },
};

/** Returns the action's script, and the variables in which GitHub passes these inputs and the other defaults. */
function action(given: Record<string, string>): { script: string; inputs: Record<string, string> } {
  const root = join(packageFolder("@huntkit/action"), "../..");
  const { runs, inputs } = readManifest(root);
  const defaults = Object.entries(inputs).map(([name, input]) => [name, input.default ?? ""] as const);
  const values = [...defaults, ...Object.entries(given)].map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return { script: join(root, runs.main), inputs: Object.fromEntries(values) as Record<string, string> };
}

/** Bundles only @actions/core, in the same way as the action. */
async function bundleBaseline(folder: string): Promise<string> {
  const entry = fileURLToPath(new URL("../../src/only-actions-core.ts", import.meta.url));
  const bundle = await rolldown({ input: { baseline: entry }, platform: "node" });
  await bundle.write({
    dir: folder,
    format: "esm",
    minify: true,
    comments: { legal: false },
    entryFileNames: "[name].mjs",
  });
  await bundle.close();
  return join(folder, "baseline.mjs");
}

function environment(folder: string, output: string): Record<string, string> {
  const files = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: join(folder, "summary.md") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  return { PATH: process.env["PATH"] ?? "", ...files };
}
