import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { nodeForActions, readManifest } from "@huntkit/runner";
import { rolldown } from "rolldown";
import { compare, type Timed } from "./pairs.js";

const pairs = 25;
const limit = 1.6;

/**
 * The action's cold start: a whole healthy check, as its own process under Node 24 against a sandbox in another one, to
 * a process that does nothing but import @actions/core, bundled and minified in the same way.
 */
export async function coldStart(): Promise<void> {
  const temp = mkdtempSync(join(tmpdir(), "bench-"));
  process.once("exit", () => rmSync(temp, { recursive: true, force: true }));
  const sandbox = spawn(process.execPath, [fileURLToPath(new URL("bin.js", import.meta.resolve("@huntkit/sandbox"))), "--json", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(createInterface(sandbox.stdout), "line")) as [string];
    const { url, tokens } = JSON.parse(line) as { url: string; tokens: { admin: string } };
    const action = dirname(fileURLToPath(import.meta.resolve("@huntkit/action/package.json")));
    const main = join(action, readManifest(action).runs.main);
    const baseline = await bundleBaseline(temp);
    const env = { ...environment(temp), INPUT_INSTANCE: url, INPUT_TOKEN: tokens.admin, "INPUT_WARN-DAYS": "30", "INPUT_FAIL-DAYS": "0", "INPUT_TIMEOUT-SECONDS": "60" };
    const { first, second, ratio } = await compare(timed(main, env), timed(baseline, env), pairs);
    print([
      ["healthy check, wall", `${first.toFixed(0)} ms`],
      ["only @actions/core, wall", `${second.toFixed(0)} ms`],
      ["ratio (median of pairs)", `${ratio.median.toFixed(2)}, at most ${limit} wanted ${ratio.median <= limit ? "✔" : "✖"}  (${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)})`],
      ["bundle", `${(statSync(main).size / 1000).toFixed(0)} KB; only @actions/core ${(readFileSync(baseline).byteLength / 1000).toFixed(0)} KB`],
    ]);
  } finally {
    sandbox.kill();
  }
}

/** A bundle made as the action's is, of nothing but @actions/core. */
async function bundleBaseline(folder: string): Promise<string> {
  const entry = fileURLToPath(new URL("../src/only-actions-core.ts", import.meta.url));
  const bundle = await rolldown({ input: { baseline: entry }, platform: "node" });
  await bundle.write({ dir: folder, format: "esm", minify: true, comments: { legal: false }, entryFileNames: "[name].mjs" });
  await bundle.close();
  return join(folder, "baseline.mjs");
}

function timed(script: string, env: Record<string, string>): Timed {
  return () => {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(nodeForActions(), [script], { env });
    const time = performance.now() - start;
    if (status !== 0) throw new Error(`${script} ended with ${status}: ${String(stdout)}${String(stderr)}`);
    return time;
  };
}

function environment(folder: string): Record<string, string> {
  const files = { GITHUB_OUTPUT: join(folder, "output"), GITHUB_STEP_SUMMARY: join(folder, "summary.md") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  return { PATH: process.env["PATH"] ?? "", ...files };
}

function nodeVersion(): string {
  return String(spawnSync(nodeForActions(), ["-p", "process.versions.node"]).stdout).trim();
}

function print(rows: [string, string][]): void {
  process.stdout.write(`\nThe action's cold start (${pairs} pairs, Node ${nodeVersion()} on ${process.platform} ${process.arch})\n`);
  for (const [name, value] of rows) process.stdout.write(`  ${name.padEnd(26)}${value}\n`);
}
