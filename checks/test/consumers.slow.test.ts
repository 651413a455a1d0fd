import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { rolldown, type OutputOptions } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Consumers, readManifest, node } from "./consumer-project.js";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
/** Maximum time for compiling in milliseconds. It reads the types of all libraries, on busy machines. */
const compileMs = 90_000;

let consumers: Consumers;
let sandbox: Sandbox;

beforeAll(async () => {
  consumers = new Consumers();
  sandbox = await startSandbox();
});
afterAll(async () => {
  consumers.remove();
  await sandbox.stop();
});

/**
 * Runs a program of a project, which reads one agent from the sandbox and only prints its name, without
 * warnings.
 */
async function expectRow(project: string, file: string): Promise<void> {
  const { stdout, stderr } = await node(project, [file], {
    HUNT_INSTANCE: sandbox.url,
    HUNT_TOKEN: sandbox.tokens.admin,
  });
  expect(stderr).toBe("");
  expect(sandbox.records("Agents").map((agent) => `${String(agent["hostname"])}\n`)).toContain(stdout);
}

/** Compiles a project with its tsconfig.json. Any message of the compiler fails the test. */
async function compile(project: string): Promise<void> {
  const { stdout } = await node(project, [tsc, "-p", "."]).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
}

const catchCode = (promise: Promise<unknown>) =>
  promise.then(
    () => "none",
    (error: { stderr?: string }) => /ERR_\w+/.exec(String(error.stderr))?.[0],
  );

describe("a project with ES modules", () => {
  let project: string;
  beforeAll(() => void (project = consumers.install("esm")));

  it("imports core", () => expectRow(project, "main.js"));

  it("tests its own code with @huntkit/testing", async () => {
    const { stdout } = await node(project, ["--test", "--test-reporter=tap", "hunt.test.js"]);
    expect(stdout).toContain("# pass 1");
  });

  it.each(["dist/client.js", "dist/index.js", "src/index.ts"])(
    "cannot import internal modules of %s",
    async (path) => {
      const script = `await import("@huntkit/core/${path}")`;
      expect(await catchCode(node(project, ["--input-type=module", "-e", script]))).toBe(
        "ERR_PACKAGE_PATH_NOT_EXPORTED",
      );
    },
  );

  it.each(["@huntkit/core", "@huntkit/sandbox", "@huntkit/testing"])(
    "installs %s with versions that a registry knows",
    (name) => {
      const { dependencies, peerDependencies } = readManifest(join(project, "node_modules", name));
      for (const range of Object.values({ ...dependencies, ...peerDependencies }))
        expect(range).toMatch(/^(?:\^|>=)\d+\.\d+\.\d+$/);
    },
  );
});

describe("a project with CommonJS", () => {
  let project: string;
  beforeAll(() => void (project = consumers.install("cjs")));

  it("requires the same core that it imports, without a warning", () => expectRow(project, "main.js"));

  it("can require each module of core, because none has a top-level await", async () => {
    const dist = join(project, "node_modules/@huntkit/core/dist");
    const modules = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".js"),
    );
    expect(modules).toEqual(expect.arrayContaining(["index.js"]));
    const script = `for (const path of ${JSON.stringify(modules)}) require("./" + path)`;
    expect(await node(dist, ["--input-type=commonjs", "-e", script])).toEqual({ stdout: "", stderr: "" });
  });
});

describe("a strict TypeScript project that checks the types of its libraries", () => {
  describe("for Node", () => {
    let project: string;
    beforeAll(async () => {
      project = consumers.install("typescript-nodenext");
      await compile(project);
    }, compileMs);

    it.each(["main.mjs", "main.cjs", "testing.mjs"])("compiles and runs as %s", (file) =>
      expectRow(project, `dist/${file}`),
    );
  });

  it(
    "compiles with the module resolution of a bundler",
    async () => {
      const project = consumers.install("typescript-bundler");
      await compile(project);
      await expectRow(project, "dist/main.js");
    },
    compileMs,
  );
});

describe("a bundle", () => {
  let project: string;
  beforeAll(() => void (project = consumers.install("bundler")));

  /**
   * Bundles a program into one file in a directory without node_modules. Any warning of the bundler fails the
   * test.
   */
  async function bundle(input: string, file: string, options: OutputOptions): Promise<string> {
    const onLog = (_: unknown, { message }: { message: string }) => {
      throw new Error(message);
    };
    const build = await rolldown({ cwd: project, input, platform: "node", onLog });
    await build.write({ ...options, file: join(consumers.away, file) });
    await build.close();
    return readFileSync(join(consumers.away, file), "utf8");
  }

  it.each([
    ["esm", "main.mjs"],
    ["cjs", "main.cjs"],
  ] as const)("runs without other files in the format %s", async (format, file) => {
    await bundle("main.js", file, { format, codeSplitting: false });
    await expectRow(consumers.away, file);
  });

  it("contains only the smallest useful import: no HTTP, no schemas, and less than 4 kB", async () => {
    const code = await bundle("smallest.js", "smallest.mjs", { format: "esm", minify: true });
    const { stdout } = await node(consumers.away, ["smallest.mjs"], { HUNT_TOKEN: sandbox.tokens.admin });
    expect(stdout).toMatch(/^hunt_\*{4}[0-9a-f]{8}\n$/);
    expect(new Set(Array.from(code.matchAll(/from\s*["'](.+?)["']/g), ([, name]) => name))).toEqual(
      new Set(["node:crypto", "node:util"]),
    );
    expect(code.length).toBeLessThan(4_000);
  });
});
