import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildExecutable } from "../src/executables/build-executable.js";
import { findNode } from "../src/executables/node-binary.js";
import { programs } from "../src/executables/programs.js";
import { root } from "../src/npm/packages.js";
import { readProviderVersion } from "../src/provider/create-release.js";

const container = join(root, "ci/container");
const canBuild = spawnSync("buildah", ["--version"]).status === 0 && process.getuid?.() === 0;
if (!canBuild)
  process.stdout.write(
    "!! Tests of the container image are skipped. They need root, and buildah, which packages/test-kit/scripts/install-debian-tools installs.\n",
  );

describe.skipIf(!canBuild)("the container image", { timeout: 60_000 }, () => {
  let directory: string;
  let sandbox: Sandbox;

  interface Outcome {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
  }

  /** Runs a program. This process serves the sandbox in the meantime. */
  const execute = (program: string, args: readonly string[]): Promise<Outcome> =>
    new Promise((done) => {
      execFile(program, args, (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
  const buildah = (command: string, ...args: string[]): Promise<Outcome> => {
    const storage = [
      "--storage-driver",
      "vfs",
      "--root",
      join(directory, "store"),
      "--runroot",
      join(directory, "run"),
    ];
    return execute("buildah", [...storage, command, ...args]);
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "container-"));
    sandbox = await startSandbox();
    const { file } = await buildExecutable(programs[0]!, await findNode(), directory);
    copyFileSync(join(container, "Containerfile"), join(directory, "Containerfile"));
    const created = await execute(join(container, "create-root"), [file, directory]);
    if (created.code !== 0) throw new Error(created.stderr);
    const version = `VERSION=${await readProviderVersion()}`;
    const built = await buildah(
      "build",
      "--isolation",
      "chroot",
      "--build-arg",
      version,
      "--tag",
      "hunt",
      directory,
    );
    if (built.code !== 0) throw new Error(built.stderr);
    await buildah("from", "--name", "job", "hunt");
  }, 300_000);

  afterAll(async () => {
    await sandbox?.stop();
    await buildah("rm", "--all");
    rmSync(directory, { recursive: true });
  });

  /** Runs a program in a container, with the token of the admin. */
  const run = (program: string, ...args: string[]): Promise<Outcome> => {
    const variables = { HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
    const env = Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    return buildah("run", "--isolation", "chroot", ...env, "job", "--", program, ...args);
  };

  it("runs hunt", async () => {
    const { stdout } = await run("/usr/bin/hunt", "--version");

    expect(stdout).toBe(`${await readProviderVersion()}\n`);
  });

  it("connects to HUNT with the arguments of the CronJob in the docs", async () => {
    const page = readFileSync(join(root, "docs/recipes/container.md"), "utf8");
    const job = parse(/```yaml\n(.*?)```/s.exec(page)![1]!) as CronJob;
    const { args } = job.spec.jobTemplate.spec.template.spec.containers[0]!;

    const { code, stdout } = await run("/usr/bin/hunt", ...args);

    expect(code).toBe(0);
    expect(stdout).toContain("The HUNT token is healthy");
  });

  it("writes files to the working directory as a user who is not root", async () => {
    const { code, stderr } = await run("/usr/bin/hunt", "export", "Alerts", "--output", "alerts.ndjson");

    expect(code, stderr).toBe(0);
    const { stdout } = await buildah("mount", "job");
    expect(statSync(join(stdout.trim(), "work/alerts.ndjson")).uid).toBe(65_532);
  });

  it("has no shell", async () => {
    const { code, stderr } = await run("/bin/sh", "-c", "true");

    expect(code).not.toBe(0);
    expect(stderr).toContain("/bin/sh: no such file or directory");
  });

  it("starts hunt as an unprivileged user, and has the version as a label", async () => {
    const { stdout } = await buildah("inspect", "--type", "image", "hunt");

    const { config } = (JSON.parse(stdout) as { OCIv1: { config: Record<string, unknown> } }).OCIv1;
    expect(config).toMatchObject({
      User: "65532:65532",
      Entrypoint: ["/usr/bin/hunt"],
      Labels: { "org.opencontainers.image.version": await readProviderVersion() },
    });
  });
});

interface CronJob {
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly template: {
          readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] };
        };
      };
    };
  };
}
