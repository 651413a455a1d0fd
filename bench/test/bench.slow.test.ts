import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = (...options: string[]) =>
  promisify(execFile)(process.execPath, [
    fileURLToPath(new URL("../dist/main.js", import.meta.url)),
    ...options,
  ]);
/** If it is not installed, the rows about plans stay empty. */
const hasTerraform = !spawnSync("terraform", ["version"]).error;
/** If they were not built, their rows stay empty. */
const hasExecutables = existsSync(new URL("../../out/executables", import.meta.url));
/** Milliseconds. It starts dozens of processes, on machines that also run other tests. */
const time = 480_000;
const above0 = expect.toSatisfy((value: number) => value > 0) as number;

describe("bench/dist/main.js", () => {
  it(
    "measures every row",
    async () => {
      const { stdout } = await run("--quick", "--json", "--client", "huntkit");
      const report = JSON.parse(stdout) as {
        rows: { name: string; cells: Record<string, { ratio: { median: number } }> }[];
      };
      expect(report.rows.map(({ name }) => name)).toEqual([
        "small-get",
        "small-gets",
        "paging",
        "concurrency",
        "memory",
        "import",
        "cold-start",
        "provider-start",
        "provider-start-executable",
        "plan-100-requests",
        "plan-1000-requests",
        "plan-100",
        "plan-1000",
        "plan-executable",
        "cli-help",
        "cli-version",
        "cli-help-executable",
        "cli-version-executable",
      ]);
      const measured = report.rows.filter(
        ({ name }) =>
          (hasTerraform || !name.startsWith("plan-")) && (hasExecutables || !name.endsWith("-executable")),
      );
      for (const { cells } of measured)
        expect(cells).toEqual({
          huntkit: expect.objectContaining({
            ratio: { least: above0, median: above0, most: above0 },
          }) as object,
        });
    },
    time,
  );

  it(
    "prints a table with a column for each client and the target",
    async () => {
      const { stdout } = await run("--quick", "--only", "paging");
      expect(stdout).toMatch(
        /target +huntkit +axios 1\.\S+ +got 14\.\S+ +@octokit\/request 10\.\S+\n100,000 rows .*: CPU +≤ 1\.30 +\d+\.\d\d [✔✖]( +\d+\.\d\d){3}\n/,
      );
    },
    time,
  );

  it("lists the rows if --only has an invalid value", async () => {
    await expect(run("--only", "large-get")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("small-get, small-gets") as string,
    });
  });
});
