import { execFile, fork, spawn, spawnSync, type SpawnSyncOptions } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Cost, Job } from "./client-process.js";

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Returns the directory of a package in package.json. */
export function packageFolder(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}

/** A running process. */
export interface Running {
  stop(): void;
}

export interface RunningServer extends Running {
  url: string;
}

export interface RunningClient extends Running {
  /** @throws if the process exits before it responds */
  run(job: Job): Promise<Cost>;
}

/**
 * Starts server.ts.
 *
 * @param rowCount number of alerts
 * @param delayMs delay of each response in milliseconds
 * @param isCompressed whether it compresses alerts, even if the client does not accept that
 */
export async function startServer(
  rowCount: number,
  delayMs = 0,
  isCompressed = false,
): Promise<RunningServer> {
  return startScript("server.js", ...[rowCount, delayMs, Number(isCompressed)].map(String));
}

/** Starts a script in this directory that prints the address of a server. */
export async function startScript(name: string, ...values: string[]): Promise<RunningServer> {
  const { line, ...running } = await startAndRead(script(name), ...values);
  return { url: line, ...running };
}

/** Starts a sandbox. */
export async function startSandboxProcess(): Promise<RunningServer & { tokens: { admin: string } }> {
  const { line, ...running } = await startAndRead(
    fileURLToPath(new URL("bin.js", import.meta.resolve("@huntkit/sandbox"))),
    "--json",
    "--port",
    "0",
  );
  return { ...(JSON.parse(line) as { url: string; tokens: { admin: string } }), ...running };
}

/** Starts a script that prints its address in the first line. */
async function startAndRead(...command: string[]): Promise<Running & { line: string }> {
  const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { line, stop: () => void child.kill() };
}

/**
 * Starts a client in its own process, so only its cost is measured.
 *
 * @param name name in clients.ts
 */
export function startClient(name: string, url: string): RunningClient {
  const child = fork(script("client-process.js"), [name, url]);
  const run = (job: Job) =>
    new Promise<Cost>((resolve, reject) => {
      const fail = (code: number | null) =>
        reject(new Error(`${name}: the process exited with code ${code}.`));
      child.once("exit", fail).once("message", (cost: Cost) => {
        child.off("exit", fail);
        resolve(cost);
      });
      child.send(job);
    });
  return { run, stop: () => void child.kill() };
}

/** Runs a script in this directory until it exits, and returns its output. */
export async function runScript(name: string, ...values: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [script(name), ...values])).stdout;
}

/**
 * Returns the milliseconds from the start of a process to its exit.
 *
 * @param options `expected` is the exit code. Default: 0.
 * @throws if it exits with another code, with its output
 */
export function timeProcess(
  file: string,
  args: string[],
  { expected = 0, ...options }: SpawnSyncOptions & { expected?: number } = {},
): number {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(file, args, options);
  const time = performance.now() - began;
  if (status !== expected)
    throw new Error(
      `${[file, ...args].join(" ")} exited with code ${status}: ${String(stdout)}${String(stderr)}`,
    );
  return time;
}

/** Returns the milliseconds of a Node process that does nothing. */
export function timeIdleNode(node = process.execPath): number {
  return timeProcess(node, ["-e", "0"]);
}
