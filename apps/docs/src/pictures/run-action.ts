import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startSandbox } from "@huntkit/sandbox";

/** Inputs of a step. `token` names a token of the sandbox. */
export interface StepInputs {
  readonly token: "admin" | "expiring";
  readonly [name: string]: string;
}

const bundle = join(
  createRequire(import.meta.url).resolve("@huntkit/action/package.json"),
  "../dist/main.cjs",
);

/**
 * Runs the built Action against a new sandbox.
 *
 * @returns the job summary (Markdown), with `acme` as the name of the instance
 */
export async function runAction({ token, ...inputs }: StepInputs): Promise<string> {
  const sandbox = await startSandbox({ now: "2026-03-01T09:00:00Z", seed: 1 });
  const directory = mkdtempSync(join(tmpdir(), "summary-"));
  const summary = join(directory, "summary.md");
  const outputs = join(directory, "outputs");
  writeFileSync(summary, "");
  writeFileSync(outputs, "");
  const step = { ...inputs, instance: sandbox.url, token: sandbox.tokens[token] };
  const env = {
    PATH: process.env["PATH"],
    RUNNER_TEMP: directory,
    GITHUB_ACTIONS: "true",
    GITHUB_OUTPUT: outputs,
    GITHUB_STEP_SUMMARY: summary,
    ...Object.fromEntries(
      Object.entries(step).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  };
  try {
    // The step fails if it finds an alert. Its summary is complete in that case too.
    await promisify(execFile)(process.execPath, [bundle], { env }).catch(() => undefined);
    return readFileSync(summary, "utf8").replaceAll(new URL(sandbox.url).host, "acme");
  } finally {
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  }
}
