import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findActionsNode, readManifest } from "@huntkit/test-kit";
import { headers } from "../clients.js";
import { findAnyEngine, startEngineWorld } from "../engine-world.js";
import { packageFolder, startScript } from "../processes.js";
import { type Cost, measureProgram } from "./measure-program.js";

/** A program that is measured at several sizes. */
export interface ScaleRun {
  /** Value of `--only`. */
  readonly name: string;
  /** The program, and what its items are. */
  readonly title: string;
  /** Numbers of items. The last one is what the program must support. */
  readonly sizes: readonly number[];
  /** Measures the program for that many items. Returns undefined if something is missing on this machine. */
  readonly measure: (size: number) => Promise<Cost | undefined>;
}

/** Directories of the packages whose programs are measured. */
const [cli, action] = [packageFolder("@huntkit/cli"), join(packageFolder("@huntkit/action"), "../..")];

const [tokenSizes, agentSizes] = [
  [100, 1_000, 10_000],
  [1_000, 10_000, 100_000],
];

/** All runs. */
export const scaleRuns: readonly ScaleRun[] = [
  createHuntRun("tokens", "token list --all --json", "tokens", tokenSizes),
  {
    name: "fleet",
    title: "tokens: the Action with fleet: true",
    sizes: tokenSizes,
    measure: measureFleet,
  },
  createHuntRun("agents", "agent list --all", "agents", agentSizes),
  createHuntRun("agents-json", "agent list --all --json", "agents", agentSizes),
  createHuntRun("agent-summary", "agent summary", "agents", agentSizes),
  createHuntRun(
    "export",
    "export Alerts --fields id,hostname --output alerts.ndjson",
    "rows",
    [100_000, 1_000_000, 10_000_000],
  ),
  {
    name: "apply",
    title: "target groups: terraform apply",
    // An apply of 10,000 would take an hour, because the engine writes its local state after each object.
    sizes: [100, 300, 1_000],
    measure: (size) => measureEngine("apply", size),
  },
  {
    name: "plan",
    title: "target groups: terraform plan",
    sizes: [100, 1_000, 10_000],
    measure: (size) => measureEngine("plan", size),
  },
];

/** Creates a run of a command of `hunt`. */
function createHuntRun(name: string, command: string, items: string, sizes: readonly number[]): ScaleRun {
  return {
    name,
    title: `${items}: hunt ${command}`,
    sizes,
    measure: (size) =>
      measureAtInstance(size, (instance, cwd) => ({
        command: [process.execPath, join(cli, "dist/hunt.cjs"), ...command.split(" ")],
        env: { HOME: cwd, HUNT_INSTANCE: instance, HUNT_TOKEN: headers.authorization },
      })),
  };
}

/** Measures the Action's report on all tokens. */
function measureFleet(size: number): Promise<Cost> {
  const { inputs, runs } = readManifest(action);
  const defaults = Object.entries(inputs).map(([name, input]) => [name, input.default ?? ""] as const);
  return measureAtInstance(size, (instance, cwd) => {
    const given = { instance, token: headers.authorization, fleet: "true" };
    const values = Object.entries({ ...Object.fromEntries(defaults), ...given });
    const files = { GITHUB_OUTPUT: join(cwd, "output"), GITHUB_STEP_SUMMARY: join(cwd, "summary.md") };
    for (const file of Object.values(files)) writeFileSync(file, "");
    const variables = values.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    return {
      command: [findActionsNode(), join(action, runs.main)],
      env: { ...files, ...(Object.fromEntries(variables) as Record<string, string>) },
    };
  });
}

/** Measures a program with a generated instance. */
async function measureAtInstance(
  size: number,
  createProgram: (
    instance: string,
    cwd: string,
  ) => { command: [string, ...string[]]; env: Record<string, string> },
): Promise<Cost> {
  const cwd = mkdtempSync(join(tmpdir(), "bench-"));
  const server = await startScript("scale/serve-instance.js", String(size));
  try {
    const { command, env } = createProgram(server.url, cwd);
    const cost = await measureProgram({ command, cwd, env: { PATH: process.env["PATH"], ...env } });
    const response = await fetch(`${server.url}/bench/requests`);
    const { requests, maxConcurrent } = (await response.json()) as Pick<Cost, "requests" | "maxConcurrent">;
    return { items: size, ...cost, requests, maxConcurrent };
  } finally {
    server.stop();
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** Measures the provider while the engine creates objects, or while it plans existing ones. */
async function measureEngine(name: "apply" | "plan", size: number): Promise<Cost | undefined> {
  const engine = findAnyEngine();
  if (engine === undefined) return undefined;
  const world = await startEngineWorld(engine);
  try {
    if (name === "plan") await world.createTargetGroups(size);
    await world.clearRequests();
    const cost = await measureProgram(world.command(name, "hunt_target_group", size));
    return { items: size, ...cost, requests: await world.countRequests(), maxConcurrent: null };
  } finally {
    world.stop();
  }
}
