import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findActionsNode } from "@huntkit/test-kit";
import { beforeAll, describe, expect, it } from "vitest";

/**
 * The allocated bytes of each path under Node 24, and the tolerance. They are the same in each run, on a busy machine too.
 * If a path allocates less after a change, lower its limit here.
 */
const paths = {
  "load the Action": 1_401_000,
  "send a request": 7_341,
  "read a page of 1,000 rows": 2_393_000,
  "export 2,000 rows": 9_222_000,
  "check a condition": 4_151,
};
const tolerance = 0.05;

/** V8 collects no garbage until this much is allocated, works in one thread, and makes no random choices. */
const options = [
  "--expose-gc",
  "--single-threaded",
  "--predictable",
  "--hash-seed=1",
  "--random-seed=1",
  "--min-semi-space-size=256",
  "--max-semi-space-size=256",
];

function findNode(): string | undefined {
  try {
    return findActionsNode();
  } catch (error) {
    process.stderr.write(`Allocations SKIPPED: ${(error as Error).message}\n`);
    return undefined;
  }
}

const node = findNode();
const script = fileURLToPath(new URL("../dist/allocations.js", import.meta.url));

async function measure(): Promise<Record<string, number>> {
  const { stdout } = await promisify(execFile)(node!, [...options, script]);
  return JSON.parse(stdout) as Record<string, number>;
}

describe.skipIf(node === undefined)("the allocations of the hottest paths, which need Node 24", () => {
  let measured: Record<string, number>;
  beforeAll(async () => void (measured = await measure()));

  it.each(Object.entries(paths))("differ from the limit by less than 5 percent: %s", (name, limit) => {
    const ratio = measured[name]! / limit;

    expect(ratio, `${measured[name]} bytes`).toBeGreaterThan(1 - tolerance);
    expect(ratio, `${measured[name]} bytes`).toBeLessThan(1 + tolerance);
  });

  it("are the same in each run", async () => {
    expect(await measure()).toEqual(measured);
  });
});
