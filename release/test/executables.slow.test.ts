import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import type { Sbom } from "@huntkit/build-plugins";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { onEachEngine } from "@huntkit/test-kit/terraform";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { buildExecutable } from "../src/executables/build-executable.js";
import { findNode } from "../src/executables/node-binary.js";
import { programs } from "../src/executables/programs.js";
import { hashFile } from "../src/provider/checksums.js";
import { readProviderVersion } from "../src/provider/create-release.js";

/** Milliseconds. The first build downloads Node. */
const buildTime = 300_000;
const { resolve } = createRequire(import.meta.url);
const scripts = {
  hunt: join(dirname(resolve("@huntkit/cli/package.json")), "dist", "hunt.cjs"),
  provider: join(dirname(resolve("@huntkit/provider/package.json")), "dist", "hunt-provider.js"),
};

let directory: string;
let hunt: string;
let provider: string;
let sandbox: Sandbox;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "executables-"));
  const node = await findNode();
  const built = [];
  for (const program of programs) built.push((await buildExecutable(program, node, directory)).file);
  [hunt, provider] = built as [string, string];
  sandbox = await startSandbox();
}, buildTime);

afterAll(async () => {
  await sandbox?.stop();
  rmSync(directory, { recursive: true });
});

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a PATH, so it cannot find a Node. */
function run(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((done) => {
    execFile(file, args, { env: { HOME: directory, ...env } }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const connection = () => ({ HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin });

describe("the single executable of hunt", () => {
  it.each(["--version", "--help", "token rotate --help", "alert list --limit 3"])(
    "prints what the script prints for hunt %s",
    async (line) => {
      const given = line.split(" ");

      const executable = await run(hunt, given, connection());
      const script = await run(process.execPath, [scripts.hunt, ...given], connection());

      expect(executable).toEqual(script);
      expect(executable.code).toBe(0);
    },
  );

  it("exits with the script's code if the token expired", async () => {
    const { code, stdout } = await run(hunt, ["token", "check"], {
      HUNT_INSTANCE: sandbox.url,
      HUNT_TOKEN: sandbox.tokens.expired,
    });

    expect(code).toBe(11);
    expect(stdout).toContain("expired");
  });

  it.each(["bash", "zsh", "fish", "powershell"])("embeds the completion script of %s", async (shell) => {
    const { stdout } = await run(hunt, ["completion", shell]);

    expect(stdout).toBe(readFileSync(join(dirname(scripts.hunt), "completion", shell), "utf8"));
  });

  it("starts the sandbox with its console, and stops it with SIGTERM", async () => {
    const child = spawn(hunt, ["sandbox", "--port", "0", "--json"], {
      env: { HOME: directory },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const { url } = JSON.parse(line) as { url: string };

    const page = await (await fetch(`${url}/console/`)).text();
    const [, script] = /src="([^"]+\.js)"/.exec(page)!;
    const asset = await fetch(new URL(script!, `${url}/console/`));

    expect(asset.status).toBe(200);
    expect(asset.headers.get("content-type")).toContain("javascript");
    child.kill("SIGTERM");
    await once(child, "close");
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("exits with code 130 after SIGINT", async () => {
    sandbox.requests.clear();
    sandbox.faults.add({ match: "GET users/me", kind: "hang" });
    const child = spawn(hunt, ["token", "check"], {
      env: { HOME: directory, ...connection() },
      stdio: "ignore",
    });
    await expect.poll(() => sandbox.requests.length).toBeGreaterThan(0);

    child.kill("SIGINT");
    const [code] = (await once(child, "close")) as [number];

    expect(code).toBe(130);
  });

  it("trusts the certificates of NODE_EXTRA_CA_CERTS", async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });
    const secure = await startSandbox({ tls: { key, cert } });
    onTestFinished(() => secure.stop());
    const file = join(temporaryDirectory(), "ca.pem");
    writeFileSync(file, cert);
    const env = { HUNT_INSTANCE: secure.url, HUNT_TOKEN: secure.tokens.admin };

    const trusted = await run(hunt, ["token", "check"], { ...env, NODE_EXTRA_CA_CERTS: file });
    const untrusted = await run(hunt, ["token", "check"], env);

    expect(trusted.code).toBe(0);
    expect(untrusted.code).toBe(13);
  });

  it("prints the licenses of its packages, of the sandbox's front end, and of Node", async () => {
    const { code, stdout } = await run(hunt, ["licenses"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^commander \d\S+ \(MIT\)$/m);
    expect(stdout).toMatch(/^preact \d\S+ \(MIT\)$/m);
    expect(stdout).toContain("Node.js is licensed for use as follows");
    expect(stdout).toBe(readFileSync(join(directory, "hunt.LICENSES.txt"), "utf8"));
  });
});

describe.each(programs.map(({ name }) => name))("the SBOM of the single executable %s", (name) => {
  const read = (): string => readFileSync(join(directory, `${name}.cdx.json`), "utf8");
  const parse = (): Sbom => JSON.parse(read()) as Sbom;

  it("is valid according to the schema of CycloneDX 1.6", async () => {
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(read())).toBeNull();
  });

  it("has the checksum of the executable", async () => {
    const { component } = parse().metadata;

    expect(component).toMatchObject({ name, version: await readProviderVersion() });
    expect(component.hashes).toEqual([{ alg: "SHA-256", content: await hashFile(join(directory, name)) }]);
  });

  it("lists the Node in it, and the OpenSSL of that Node", async () => {
    const { stdout } = await promisify(execFile)(await findNode(), [
      "-p",
      "JSON.stringify(process.versions)",
    ]);
    const { node: version, openssl } = JSON.parse(stdout) as { node: string; openssl: string };

    const node = parse().components.find(({ type }) => type === "platform")!;

    expect(node).toMatchObject({ name: "node", cpe: `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*` });
    expect(node.components).toContainEqual(expect.objectContaining({ name: "openssl", version: openssl }));
    expect(node.components!.map((part) => part.name)).not.toContain("modules");
  });
});

describe("the single executable of the provider", () => {
  it("prints the licenses of its packages and of Node", async () => {
    const { code, stdout } = await run(provider, ["licenses"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^@msgpack\/msgpack \d\S+ \(ISC\)$/m);
    expect(stdout).toContain("Node.js is licensed for use as follows");
  });

  it.each(["--version", "--help", "export --help"])(
    "is hunt-provider if a person starts it with %s",
    async (line) => {
      const given = line.split(" ");

      const executable = await run(provider, given);
      const script = await run(process.execPath, [scripts.provider, ...given]);

      expect(executable).toEqual(script);
      expect(executable.code).toBe(0);
    },
  );

  onEachEngine((engine) => {
    it("installs itself, and plans and applies", async () => {
      const mirror = temporaryDirectory();
      const configuration = temporaryDirectory();
      writeFileSync(
        join(configuration, "mirror.tfrc"),
        `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
      );
      const env = {
        ...connection(),
        CHECKPOINT_DISABLE: "1",
        TF_CLI_CONFIG_FILE: join(configuration, "mirror.tfrc"),
      };
      const installed = await run(provider, ["install", "--dir", mirror]);
      const [requirement] = /terraform \{[^]*?\n\}\n/.exec(installed.stdout)!;
      const group = 'resource "hunt_target_group" "x" {\n  name = "From an executable"\n}\n';
      writeFileSync(join(configuration, "main.tf"), `${requirement}provider "hunt" {}\n${group}`);
      const runEngine = (...args: string[]) => run(engine.file, [`-chdir=${configuration}`, ...args], env);

      expect(await runEngine("init", "-no-color")).toMatchObject({ code: 0 });
      expect(await runEngine("apply", "-auto-approve", "-no-color")).toMatchObject({ code: 0 });

      expect(sandbox.records("Targets").map(({ name }) => name)).toContain("From an executable");
      expect(await runEngine("destroy", "-auto-approve", "-no-color")).toMatchObject({ code: 0 });
    }, 180_000);
  });
});
