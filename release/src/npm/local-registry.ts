import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** 6.10 and newer need Node 22. */
const version = "6.8.0";

/** An npm registry on loopback. */
export interface LocalRegistry {
  readonly url: string;
  /** Publishes an archive. */
  publish(archive: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts Verdaccio with empty storage. It serves what was published to it, and takes all other packages from the
 * registry that npm is configured to use on this machine.
 */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  const program = await installVerdaccio();
  const storage = await mkdtemp(join(tmpdir(), "registry-"));
  const upstream = await readNpmSetting("registry");
  const ca = await readNpmSetting("cafile");
  const config = join(storage, "config.yaml");
  await writeFile(config, JSON.stringify(createConfig(storage, upstream)));
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const child = spawn(process.execPath, [program, "--config", config, "--listen", url], {
    stdio: ["ignore", "pipe", "inherit"],
    // Verdaccio reads no settings of npm, so a private certificate authority has to be passed on.
    env: { ...process.env, ...(ca === "null" ? {} : { NODE_EXTRA_CA_CERTS: ca }) },
  });
  await waitForLine(child, "http address");
  const userConfig = join(storage, "npmrc");
  // npm sends no request to publish without a token. Verdaccio accepts any.
  await writeFile(userConfig, `${url.replace("http:", "")}/:_authToken=none\n`);
  return {
    url,
    async publish(archive) {
      await run("npm", [
        "publish",
        archive,
        "--registry",
        url,
        "--userconfig",
        userConfig,
        "--access",
        "public",
      ]);
    },
    async stop() {
      child.kill();
      await once(child, "close");
      await rm(storage, { recursive: true, force: true });
    },
  };
}

/** Returns a setting of npm. `null` if it is not set. */
async function readNpmSetting(name: string): Promise<string> {
  return (await run("npm", ["config", "get", name])).stdout.trim();
}

/** Installs Verdaccio into the user's cache. It is not a dependency, because only a rehearsal uses it. */
async function installVerdaccio(): Promise<string> {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const directory = join(cache, "huntkit", `verdaccio-${version}`);
  await mkdir(directory, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { verdaccio: version },
    // The version that Verdaccio asks for does not exist on every mirror.
    overrides: { "node-fetch": "2.7.0" },
  };
  await writeFile(join(directory, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: directory });
  return join(directory, "node_modules", "verdaccio", "bin", "verdaccio");
}

function createConfig(storage: string, upstream: string): object {
  return {
    storage: join(storage, "packages"),
    auth: { htpasswd: { file: join(storage, "htpasswd"), max_users: -1 } },
    uplinks: { upstream: { url: upstream } },
    packages: {
      "@huntkit/*": { access: "$all", publish: "$all" },
      "**": { access: "$all", proxy: "upstream" },
    },
    log: { type: "stdout", format: "pretty", level: "warn" },
    web: { enable: false },
  };
}

async function waitForLine(child: ChildProcess, text: string): Promise<void> {
  let output = "";
  for await (const chunk of child.stdout!) {
    output += String(chunk);
    if (output.includes(text)) {
      child.stdout!.resume();
      return;
    }
  }
  throw new Error(`The registry did not start: ${output}`);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
