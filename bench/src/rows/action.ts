import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findActionsNode, readManifest, runAction, startGitHub } from "@huntkit/test-kit";
import { startSandbox } from "@huntkit/sandbox";
import { rolldown } from "rolldown";
import { compare, createAmount, type Result } from "../pairs.js";
import { packageFolder, startSandboxProcess, timeProcess } from "../processes.js";
import { createOwnRow, type Row, skip } from "./row.js";

const root = join(packageFolder("@huntkit/action"), "../..");

/** The script of another process that the check is compared with, and its exit code. */
interface Baseline {
  script: string;
  exitCode: number;
}

/** The time that the Action adds to a pipeline: a complete healthy check of 2 requests, as a process under Node 24. */
export const actionChecks: readonly Row[] = [
  createCheckRow("action-empty", "an empty file", 2.8, (folder) => {
    const script = join(folder, "empty.cjs");
    writeFileSync(script, "");
    return { script, exitCode: 0 };
  }),
  createCheckRow("action-core", "the first failure of a bundle of @actions/core", 1, async (folder) => ({
    script: await bundleFirstFailure(folder),
    exitCode: 1,
  })),
  createCheckRow("action-peer", "the first failure of another action", 1, (_, peer) => {
    if (peer === undefined)
      return skip(
        "action-peer",
        "--peer is not set. Use the directory of another action, with its action.yml.",
      );
    return { script: join(peer, readManifest(peer).runs.main), exitCode: 1 };
  }),
];

function createCheckRow(
  name: string,
  baseline: string,
  target: number,
  createBaseline: (
    folder: string,
    peer: string | undefined,
  ) => Baseline | undefined | Promise<Baseline | undefined>,
): Row {
  return createOwnRow({
    name,
    title: `the Action's healthy check, vs. ${baseline}: wall`,
    unit: "ms",
    target,
    async measure({ quick, peer }) {
      const temp = mkdtempSync(join(tmpdir(), "bench-"));
      try {
        const other = await createBaseline(temp, peer);
        return other && (await compareCheck(other, temp, quick));
      } finally {
        rmSync(temp, { recursive: true, force: true });
      }
    },
  });
}

async function compareCheck(other: Baseline, folder: string, quick: boolean): Promise<Result> {
  const sandbox = await startSandboxProcess();
  const output = join(folder, "output");
  const empty = createEnvironment(folder, output);
  const env = { ...empty, ...createInputs({ instance: sandbox.url, token: sandbox.tokens.admin }) };
  const main = join(root, readManifest(root).runs.main);
  const node = findActionsNode();
  try {
    const result = await compare(
      () => timeProcess(node, [main], { env }),
      () => timeProcess(node, [other.script], { env: empty, expected: other.exitCode }),
      quick ? 1 : 25,
      quick ? 0 : 1,
    );
    if (!readFileSync(output, "utf8").includes("healthy"))
      throw new Error("The action did not report a healthy token.");
    return result;
  } finally {
    sandbox.stop();
  }
}

/** Returns the variables in which GitHub passes these inputs and the other defaults. */
function createInputs(given: Record<string, string>): Record<string, string> {
  const { inputs } = readManifest(root);
  const defaults = Object.entries(inputs).map(([name, input]) => [name, input.default ?? ""] as const);
  return Object.fromEntries(
    [...defaults, ...Object.entries(given)].map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

/** Bundles only @actions/core, with the bundler and the options of the Action. */
async function bundleFirstFailure(folder: string): Promise<string> {
  const input = { baseline: fileURLToPath(new URL("../../src/first-failure.ts", import.meta.url)) };
  const bundle = await rolldown({ input, platform: "node" });
  await bundle.write({
    dir: folder,
    format: "cjs",
    minify: true,
    comments: false,
    entryFileNames: "[name].cjs",
  });
  await bundle.close();
  return join(folder, "baseline.cjs");
}

function createEnvironment(folder: string, output: string): Record<string, string> {
  const files = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: join(folder, "summary.md") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  return { PATH: process.env["PATH"] ?? "", ...files };
}

/** The code that a runner downloads. LICENSES.txt is text that grows with each package. */
export const actionSize = createOwnRow({
  name: "action-size",
  title: "the Action's dist, without LICENSES.txt",
  unit: "KB",
  target: 650,
  async measure() {
    const dist = join(packageFolder("@huntkit/action"), "dist");
    const files = readdirSync(dist).filter((file) => file !== "LICENSES.txt");
    const bytes = files.map((file) => statSync(join(dist, file)).size).reduce((sum, size) => sum + size, 0);
    return createAmount(bytes / 1_000);
  },
});

/** The requests of a complete run that rotates a token in a secret of GitHub. */
export const actionRotation = createOwnRow({
  name: "action-rotation",
  title: "the Action's check and rotation: requests to HUNT and GitHub",
  unit: "requests",
  target: 11,
  async measure() {
    const sandbox = await startSandbox();
    const token = sandbox.tokens.expiring;
    // The secret was written shortly after its token was created.
    let secretAgeMs = 354.5 * 86_400_000;
    const github = await startGitHub({
      now: () => sandbox.clock.now() - secretAgeMs,
      secrets: [{ owner: "octo/repo", name: "HUNT_TOKEN", value: token }],
    });
    secretAgeMs = 0;
    try {
      const { outputs } = await runAction({
        action: root,
        with: {
          instance: sandbox.url,
          token,
          "rotate-days": "14",
          "secret-name": "HUNT_TOKEN",
          "secrets-token": github.tokens.secrets,
        },
        env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "octo/repo" },
      });
      if (outputs["rotated"] !== "true") throw new Error("The action did not rotate the token.");
      return createAmount(sandbox.requests.length + github.requests.length);
    } finally {
      await Promise.all([sandbox.stop(), github.stop()]);
    }
  },
});
