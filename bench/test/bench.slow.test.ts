import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Report } from "../src/report.js";
import { rows as all } from "../src/rows/index.js";

const run = (...options: string[]) =>
  promisify(execFile)(process.execPath, [
    fileURLToPath(new URL("../dist/main.js", import.meta.url)),
    ...options,
  ]);
/** Rows that need Terraform, OpenTofu, or the single executables. */
const needsMore = /^plan|-executable$/;
/** Milliseconds. It starts dozens of processes, on machines that also run other tests. */
const time = 480_000;
const above0 = expect.toSatisfy((value: number) => value > 0) as number;
/** The plan of a few objects minus that of one object. Chance can make it negative. */
const difference = expect.toSatisfy(Number.isFinite) as number;

function createDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "bench-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** Creates an action that fails. */
function createPeer(): string {
  const directory = createDirectory();
  writeFileSync(join(directory, "action.yml"), "name: peer\nruns: { using: node24, main: main.cjs }\n");
  writeFileSync(join(directory, "main.cjs"), "process.exitCode = 1;\n");
  return directory;
}

describe("bench/dist/main.js", () => {
  it(
    "measures every row",
    async () => {
      const { stdout, stderr } = await run(
        "--quick",
        "--json",
        "--client",
        "huntkit",
        "--peer",
        createPeer(),
      );

      const { rows } = JSON.parse(stdout) as Report;
      const skipped = rows.filter(({ name }) => stderr.includes(`${name} SKIPPED`)).map(({ name }) => name);
      expect(rows.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
      expect(skipped.filter((name) => !needsMore.test(name))).toEqual([]);
      const measured = rows.filter(({ name }) => !skipped.includes(name));
      expect(measured.map(({ cells }) => cells.huntkit?.value)).toEqual(
        measured.map(({ name }) => (name === "plan" ? difference : above0)),
      );
    },
    time,
  );

  it(
    "compares a run with an earlier one, and exits with code 1 if a row is worse",
    async () => {
      const file = join(createDirectory(), "earlier.json");
      const { stdout } = await run("--quick", "--json", "--only", "action-size");
      writeFileSync(file, stdout.replaceAll(/\d+\.\d+/g, "1.5"));

      const later = run("--only", "action-size", "--compare", file);

      await expect(later).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/the Action's dist.* 2 KB +\d+ KB +\+\d+\.\d % +worse/) as string,
      });
    },
    time,
  );

  it("reports a row that needs --peer as skipped without it", async () => {
    const { stderr } = await run("--only", "action-peer");

    expect(stderr).toBe(
      "action-peer SKIPPED: --peer is not set. Use the directory of another action, with its action.yml.\n",
    );
  });

  it("rejects a file for --compare that is not a report", async () => {
    const later = run("--compare", fileURLToPath(new URL("../package.json", import.meta.url)));

    await expect(later).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Use a file with the output of --json.") as string,
    });
  });

  it(
    "prints a table with a column for each client and the target",
    async () => {
      const { stdout } = await run("--quick", "--only", "paging");
      expect(stdout).toMatch(
        /target +huntkit +axios 1\.\S+ +got 14\.\S+ +@octokit\/request 10\.\S+\n100,000 rows .*: CPU +≤ 1\.05 +\d+\.\d\d \(\d+\.\d\d–\d+\.\d\d\) [✔✖]( +\d+\.\d\d){3}\n/,
      );
    },
    time,
  );

  it("lists the rows if --only has an invalid value", async () => {
    await expect(run("--only", "small-get,large-get")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Invalid value "large-get" for --only. Use one of') as string,
    });
  });
});
