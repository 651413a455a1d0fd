import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { findAnyEngine } from "../src/engine-world.js";
import type { ScaleResult } from "../src/scale/main.js";

/**
 * What each program may need when the items grow tenfold: requests per item, and MB of memory in total. A page has 1,000
 * rows, and a user in the runs about tokens has 10 tokens.
 */
const programs = {
  tokens: { requestsPerItem: 1 / 10, growthMb: 20 },
  fleet: { requestsPerItem: 1 / 10, growthMb: 20 },
  agents: { requestsPerItem: 1 / 1_000, growthMb: 30 },
  "agents-json": { requestsPerItem: 1 / 1_000, growthMb: 30 },
  export: { requestsPerItem: 1 / 900, growthMb: 30 },
  // An object is created, and its name is looked up in the plan and in the apply. How many lookups share a request depends on
  // the time.
  apply: { requestsPerItem: 3, growthMb: 40 },
  plan: { requestsPerItem: 1 / 200, growthMb: 40 },
};
/** Requests that do not depend on the number of items. Few items can also need less than a page. */
const slack = 10;
/** Milliseconds. The export has 1,000,000 rows. */
const time = 480_000;

function listPrograms() {
  const all = Object.entries(programs);
  if (findAnyEngine() !== undefined) return all;
  process.stderr.write("Terraform's scale runs SKIPPED: neither Terraform nor OpenTofu is installed.\n");
  return all.filter(([name]) => name !== "apply" && name !== "plan");
}

async function measure(name: string): Promise<ScaleResult["costs"]> {
  const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const options = ["--scale", "--quick", "--json", "--only", name];
  // By default, V8 can use 48 MB for new objects before it looks for garbage, and when it does depends on the load.
  const env = { ...process.env, NODE_OPTIONS: "--max-semi-space-size=1" };
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...options], { env });
  return (JSON.parse(stdout) as [ScaleResult])[0].costs;
}

describe("bench/dist/main.js --scale", () => {
  it.each(listPrograms())(
    "measures linear requests and flat memory: %s",
    async (name, { requestsPerItem, growthMb }) => {
      const [, middle, largest] = await measure(name);

      const items = largest!.items - middle!.items;
      expect(largest!.requests - middle!.requests).toBeLessThanOrEqual(items * requestsPerItem + slack);
      expect(largest!.peakMb - middle!.peakMb).toBeLessThan(growthMb);
    },
    time,
  );
});
