import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAmount } from "../pairs.js";
import { packageFolder, timeProcess } from "../processes.js";
import { createOwnRow, skip } from "./row.js";

const root = join(packageFolder("@huntkit/action"), "../..");

/** The first thing that a newcomer runs: a new clone without installed packages and without turbo's cache. */
export const coldDemo = createOwnRow({
  name: "demo",
  title: "npm run demo in a new clone",
  unit: "s",
  target: 30,
  async measure({ quick }) {
    if (quick) return createAmount(timeProcess(process.execPath, [join(root, "demo/dist/demo.js")]) / 1_000);
    if (spawnSync("git", ["rev-parse", "HEAD"], { cwd: root }).status !== 0)
      return skip("demo", "the repository is not a clone of git.");
    const temp = mkdtempSync(join(tmpdir(), "bench-"));
    try {
      timeProcess("git", ["clone", "--quiet", root, temp]);
      const env = { ...process.env, TURBO_CACHE_DIR: join(temp, ".turbo-cache") };
      return createAmount(timeProcess("npm", ["run", "demo"], { cwd: temp, env }) / 1_000);
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
  },
});
