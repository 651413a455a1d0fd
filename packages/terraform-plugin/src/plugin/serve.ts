import { setFlagsFromString } from "node:v8";
import type { ProviderServer } from "../framework/server.js";
import { createCertificate } from "./certificate.js";
import { getExecutableName, formatHandshake, readHandshakeEnv, type PluginOptions } from "./handshake.js";
import { listen } from "./listen.js";
import { createLog, handleCrashes, redirectConsole } from "./log.js";

/** The time for calls in flight to finish, and to save or remove what they created, in milliseconds. */
const graceMs = 5_000;

/**
 * The time for the last responses to be sent, and for the parent to close its connection, in milliseconds.
 */
const farewellMs = 50;

/**
 * The same after a crash, or when the parent is gone. Nothing waits for the exit then, and the machine may be
 * busy.
 */
const windDownFarewellMs = 1_000;

/** The interval of checks for the parent, in milliseconds. A check is one system call. */
const parentCheckMs = 1_000;

/**
 * How long go-plugin waits for a plugin to start, in milliseconds. A parent that has not connected by then
 * never will.
 */
const startTimeoutMs = 60_000;

/**
 * Serves a provider to the Terraform or OpenTofu that started this process, until that asks it to exit or is
 * gone. Started in another way, it explains its use on stderr, with exit code 1.
 *
 * What the parent needs to connect comes first. gRPC and the provider are loaded after the handshake, because
 * Terraform starts a provider several times in one run.
 *
 * @param load loads the provider
 */
export async function serve(options: PluginOptions, load: () => Promise<ProviderServer>): Promise<void> {
  // Read before the handshake: a parent that exits right after it would no longer be known.
  const parent = process.ppid;
  const env = readHandshakeEnv(process.env, options);
  if ("refusal" in env) {
    process.exitCode = 1;
    process.stderr.write(env.refusal);
    return;
  }
  const name = getExecutableName(options);
  const log = createLog(name);
  redirectConsole(log);
  // The reader of the log exits with the parent. Writing to it after that must not end this process.
  process.stderr.on("error", () => {});
  // Ctrl+C reaches the whole process group, and so does the end of a job or a service. The parent decides,
  // and calls StopProvider.
  process.on("SIGINT", () => {}).on("SIGTERM", () => {});

  const { clientCertificate: client } = env;
  const encryption = client === undefined ? undefined : { own: createCertificate(Date.now()), client };
  let hasConnected = false;
  const address = await listen(env, (socket) => {
    hasConnected = true;
    void grpc.then(({ accept }) => accept(socket));
  });
  process.stdout.write(`${formatHandshake(address, encryption?.own.der, env)}\n`);
  optimizeLater();

  const exitSoon = (code: number, delayMs = farewellMs) => void setTimeout(() => process.exit(code), delayMs);
  const windDown = (code: number) => {
    setTimeout(exitSoon, graceMs, code);
    void grpc
      .then((running) => running.windDown())
      .catch(() => {})
      .finally(() => exitSoon(code, windDownFarewellMs));
  };
  const grpc = import("./grpc.js").then(({ startGrpc }) =>
    startGrpc(load(), {
      log,
      name,
      encryption,
      onShutdown: () => exitSoon(0),
      onGone: () => windDown(0),
    }),
  );
  handleCrashes(log, () => windDown(1));
  watchParent(
    parent,
    () => hasConnected,
    () => windDown(0),
  );
}

/**
 * Makes Node 20 optimize a function after eight times as much work as by default. In a plan of 1,000 objects,
 * optimizing takes longer than it saves, and Terraform needs the CPU. In one of 5,000, both are equal. Later versions
 * optimize less, and do not have the flag.
 */
function optimizeLater(): void {
  if (process.versions.node.startsWith("20.")) setFlagsFromString("--interrupt-budget=540000");
}

/**
 * Watches for the end of the parent, which sends no notice. The end of a connection shows it immediately.
 * Until there is a connection, only this does.
 *
 * @param parent its process ID
 * @param hasConnected whether the parent has ever connected
 * @param onGone called once when the parent is gone
 */
function watchParent(parent: number, hasConnected: () => boolean, onGone: () => void): void {
  const startedAt = Date.now();
  const timer = setInterval(() => {
    const isLate = !hasConnected() && Date.now() - startedAt > startTimeoutMs;
    // On POSIX, the parent of a process changes when the old one exits. On Windows, it does not.
    if (process.ppid === parent && isRunning(parent) && !isLate) return;
    clearInterval(timer);
    onGone();
  }, parentCheckMs);
}

/** Returns whether a process is running, of any user. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user exists, but cannot be signaled.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
