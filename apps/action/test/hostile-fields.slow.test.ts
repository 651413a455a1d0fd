import { findBreakouts, startHostileHunt, type ActionRun } from "@huntkit/test-kit";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const seed = Number(process.env["FC_SEED"] ?? 20_261_129);
const runs = 8;

const steps: readonly Record<string, string>[] = [
  { "warn-days": "400" },
  { fleet: "true", "warn-days": "400" },
  { scan: "Office" },
  { scan: "10.0.0.1" },
  { "fail-on-severity": "low", since: "300d", "sarif-file": "hunt.sarif", "junit-file": "hunt.xml" },
  { "fail-on-severity": "low", since: "300d", hostname: "x" },
  { request: "GET Alerts", limit: "20" },
  { request: "GET Alerts", "output-file": "alerts.csv" },
  { requests: '[{"id": "a", "request": "GET Targets"}, {"id": "b", "request": "GET Agents/count"}]' },
];

/** Returns the log and the outputs of a run, without the workflow commands that it prints. */
function readOutput({ raw, outputs }: ActionRun): string {
  const command = /^::(add-mask|error|warning|notice)( title=[^:\n]*)?::/;
  const lines = raw.split("\n").map((line) => line.replace(command, "$1 "));
  return [...lines, ...Object.values(outputs)].join("\n");
}

/** Returns the reports of alerts that the steps have written so far. */
function readReports(workspace: string): string[] {
  const files = readdirSync(workspace).filter((name) => /\.(sarif|xml)$/.test(name));
  return files.map((name) => readFileSync(join(workspace, name), "utf8"));
}

describe("Text that others wrote is only shown: hostile text in every response of HUNT", () => {
  it.each(Array.from({ length: runs }, (_, index) => seed + index))(
    "only shows text of others in the log, annotations, outputs, and summary (seed %i)",
    async (each) => {
      const token = sandbox().tokens.admin;
      const errorRate = each % 3 === 0 ? 0.3 : 0;
      const hostile = await startHostileHunt({ target: sandbox().url, seed: each, token, errorRate });
      const workspace = temporaryDirectory();

      const results: string[] = [];
      for (const step of steps) {
        const file = step["output-file"];
        const inputs = {
          instance: hostile.url,
          token,
          ...step,
          ...(file && { "output-file": join(workspace, file) }),
        };
        const result = await run(inputs, { env: { GITHUB_WORKSPACE: workspace } });
        // The runner does not search the summary for commands.
        const summary = result.summary.replace(/##\w*\[/g, "");
        const texts = [readOutput(result), summary, ...readReports(workspace)];
        const found = texts.flatMap((text) => findBreakouts(text));
        results.push(...found.map((breakout) => `${JSON.stringify(step)}: ${breakout}`));
      }
      await hostile.stop();

      expect(results).toEqual([]);
    },
  );
});
