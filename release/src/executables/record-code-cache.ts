import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { generate } from "selfsigned";
import type { Program, WarmUp } from "./programs.js";
import { runModules } from "./run-modules.js";

/** Where to record. */
export interface RecordOptions {
  /** Path of the Node that compiles and runs the modules. */
  readonly node: string;
  /** The directory with `code`, where `cache` is written. */
  readonly directory: string;
}

/** Milliseconds after its handshake in which a plugin loads the rest of its code. */
const loadTime = 1_000;

/**
 * Writes V8's cache of the code of each module: of all of its functions that are needed to load it, and of those that
 * the program's warm-ups call. V8 compiles other functions when they are called.
 */
export async function recordCodeCache(
  program: Program,
  names: readonly string[],
  { node, directory }: RecordOptions,
): Promise<void> {
  const compiler = join(directory, "compile.cjs");
  const recorder = join(directory, "record.cjs");
  await writeFile(
    compiler,
    `${createHelpers(directory)}
for (const name of ${JSON.stringify(names)})
  save(name, new Script(read("code/" + name).toString("utf16le"), { filename: name }));\n`,
  );
  await writeFile(
    recorder,
    `${createHelpers(directory)}
const scripts = new Map();
process.on("exit", () => scripts.forEach((script, name) => save(name, script)));
if (process.connected) process.on("disconnect", () => process.exit());
(${runModules})(${JSON.stringify(program.entry)}, { read, require, onLoad: (name, script) => scripts.set(name, script) });\n`,
  );
  await run(node, [compiler], {});
  const sandbox = await startSandbox();
  try {
    for (const warmUp of program.warmUps)
      await run(
        node,
        [recorder, ...warmUp.args],
        await createEnv(warmUp, sandbox, directory),
        warmUp.isPlugin,
      );
  } finally {
    await sandbox.stop();
  }
}

/** Returns the source of functions that read and write the files of a directory. */
function createHelpers(directory: string): string {
  return `const { readFileSync, writeFileSync } = require("node:fs");
const { Script } = require("node:vm");
const directory = ${JSON.stringify(`${directory}/`)};
const read = (key) => readFileSync(directory + key);
const save = (name, script) => writeFileSync(directory + "cache/" + name, script.createCachedData());`;
}

async function createEnv(
  { isPlugin = false }: WarmUp,
  sandbox: Sandbox,
  directory: string,
): Promise<Record<string, string>> {
  const env = { HOME: directory, HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
  if (!isPlugin) return env;
  const { cert } = await generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" });
  return {
    ...env,
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "6",
    PLUGIN_CLIENT_CERT: cert,
    PLUGIN_UNIX_SOCKET_DIR: directory,
  };
}

/** Runs a script until it exits, or a plugin until it has loaded its code. */
async function run(
  node: string,
  args: readonly string[],
  env: Record<string, string>,
  isPlugin = false,
): Promise<void> {
  const child = spawn(node, args, {
    env: { ...process.env, NODE_OPTIONS: "", ...env },
    stdio: ["ignore", "pipe", "pipe", ...(isPlugin ? (["ipc"] as const) : [])],
  });
  const exited = once(child, "exit") as Promise<[number]>;
  let output = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (data) => (output += String(data)));
  if (isPlugin) {
    const [isReady] = await Promise.race([once(child.stdout!, "data"), exited.then(() => [false])]);
    if (isReady !== false) await setTimeout(loadTime);
    if (child.connected) child.disconnect();
  }
  const [code] = await exited;
  if (code !== 0) throw new Error(`${args.join(" ")} exited with code ${code}: ${output}`);
}
