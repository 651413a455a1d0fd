import { execFile, fork, spawn, spawnSync, type SpawnSyncOptions } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Cost, Job } from "./client-process.js";

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The folder of a package that package.json names. */
export function packageFolder(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}

/** A process to be stopped. */
export interface Running {
  stop(): void;
}

export interface RunningServer extends Running {
  url: string;
}

export interface RunningClient extends Running {
  /** @throws when the client's process ends instead of answering */
  run(job: Job): Promise<Cost>;
}

/**
 * Starts server.ts.
 *
 * @param rowCount how many alerts it has
 * @param delayMs how long an answer takes
 * @param isCompressed whether it compresses alerts, whatever the client accepts
 */
export async function startServer(
  rowCount: number,
  delayMs = 0,
  isCompressed = false,
): Promise<RunningServer> {
  const values = [rowCount, delayMs, Number(isCompressed)].map(String);
  const { line, ...running } = await startAndRead(script("server.js"), ...values);
  return { url: line, ...running };
}

/** Starts the embedded HUNT. */
export async function startSandbox(): Promise<RunningServer & { tokens: { admin: string } }> {
  const { line, ...running } = await startAndRead(
    fileURLToPath(new URL("bin.js", import.meta.resolve("@huntkit/sandbox"))),
    "--json",
    "--port",
    "0",
  );
  return { ...(JSON.parse(line) as { url: string; tokens: { admin: string } }), ...running };
}

/** Starts a script that says in its first line how to reach it. */
async function startAndRead(...command: string[]): Promise<Running & { line: string }> {
  const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { line, stop: () => void child.kill() };
}

/**
 * Starts a client in a process of its own, so that what it costs is counted alone.
 *
 * @param name its name in clients.ts
 */
export function startClient(name: string, url: string): RunningClient {
  const child = fork(script("client-process.js"), [name, url]);
  const run = (job: Job) =>
    new Promise<Cost>((resolve, reject) => {
      const fail = (code: number | null) => reject(new Error(`${name}: its process ended with ${code}.`));
      child.once("exit", fail).once("message", (cost: Cost) => {
        child.off("exit", fail);
        resolve(cost);
      });
      child.send(job);
    });
  return { run, stop: () => void child.kill() };
}

/** Runs a script beside this one to its end and gives what it prints. */
export async function runScript(name: string, ...values: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [script(name), ...values])).stdout;
}

/**
 * The milliseconds from a Node's start to its end.
 *
 * @throws when it fails, with what it printed
 */
export function timeNode(node: string, command: string[], options: SpawnSyncOptions): number {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(node, command, options);
  const time = performance.now() - began;
  if (status !== 0)
    throw new Error(`node ${command.join(" ")} ended with ${status}: ${String(stdout)}${String(stderr)}`);
  return time;
}

/** The milliseconds of a Node that does nothing. */
export function timeIdleNode(): number {
  return timeNode(process.execPath, ["-e", "0"], {});
}
