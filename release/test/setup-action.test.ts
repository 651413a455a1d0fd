import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it, onTestFinished } from "vitest";
import { root } from "../src/npm/packages.js";
import { writeArchive } from "../src/provider/archive.js";
import { formatChecksums, hashFile } from "../src/provider/checksums.js";

/**
 * Creates the setup action of version 1.2.3, as its release has it. Its only archive holds a script that prints
 * `hunt 1.2.3`.
 */
async function createTree() {
  const base = temporaryDirectory();
  const script = join(base, "hunt");
  writeFileSync(script, "#!/bin/sh\necho hunt 1.2.3\n");
  const archive = join(base, "hunt_1.2.3_linux_amd64.zip");
  await writeArchive(archive, [{ name: "hunt", file: script, isExecutable: true }]);
  const out = join(base, "tree");
  cpSync(join(root, "setup"), join(out, "setup"), { recursive: true });
  const checksums = new Map([["hunt_1.2.3_linux_amd64.zip", await hashFile(archive)]]);
  writeFileSync(join(out, "setup/SHA256SUMS"), formatChecksums(checksums));
  return { base, archive, out };
}

/** Serves one archive as a GitHub release does, and counts the downloads. */
async function serve(archive: string) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url!);
    response.end(readFileSync(archive));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

/** Runs the setup action as the runner does. */
async function setUp(tree: string, runner: string, releases: string, env: Record<string, string> = {}) {
  mkdirSync(runner, { recursive: true });
  const [pathFile, outputFile] = ["path", "output"].map((name) => join(runner, name)) as [string, string];
  writeFileSync(pathFile, "");
  writeFileSync(outputFile, "");
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
    const variables = {
      PATH: process.env["PATH"],
      RUNNER_OS: "Linux",
      RUNNER_ARCH: "X64",
      RUNNER_TOOL_CACHE: join(runner, "tools"),
      GITHUB_PATH: pathFile,
      GITHUB_OUTPUT: outputFile,
      RELEASES: releases,
      ...env,
    };
    execFile(join(tree, "setup/install.sh"), { env: variables }, (error, output) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout: output });
    });
  });
  return {
    code,
    stdout,
    path: readFileSync(pathFile, "utf8").trim(),
    output: readFileSync(outputFile, "utf8"),
  };
}

describe("the setup action", () => {
  it("puts the hunt of its own version on the PATH", async () => {
    const { base, archive, out } = await createTree();
    const server = await serve(archive);

    const { code, path, output } = await setUp(out, join(base, "runner"), server.url);

    expect(code).toBe(0);
    expect(execFileSync(join(path, "hunt"), { encoding: "utf8" })).toBe("hunt 1.2.3\n");
    expect(output).toBe(`version=1.2.3\npath=${path}\n`);
    expect(server.paths).toEqual(["/v1.2.3/hunt_1.2.3_linux_amd64.zip"]);
  });

  it("downloads nothing if the tool cache has the version", async () => {
    const { base, archive, out } = await createTree();
    const server = await serve(archive);
    await setUp(out, join(base, "runner"), server.url);

    const { code } = await setUp(out, join(base, "runner"), server.url);

    expect(code).toBe(0);
    expect(server.paths).toHaveLength(1);
  });

  it("fails if the archive was changed, and installs nothing", async () => {
    const { base, archive, out } = await createTree();
    writeFileSync(archive, "another file");
    const server = await serve(archive);

    const { code, stdout, path } = await setUp(out, join(base, "runner"), server.url);

    expect(code).toBe(1);
    expect(stdout).toContain("::error title=hunt was not installed::The checksum of http://127.0.0.1:");
    expect(path).toBe("");
  });

  it("fails on a commit that is not a release", async () => {
    const base = temporaryDirectory();
    cpSync(join(root, "setup"), join(base, "clone/setup"), { recursive: true });

    const { code, stdout } = await setUp(join(base, "clone"), join(base, "runner"), "http://127.0.0.1:9");

    expect(code).toBe(1);
    expect(stdout).toContain("This commit is not a release. Use a tag");
  });

  it.each([
    ["Linux", "ARM"],
    ["Linux", "ARM64"],
    ["AIX", "X64"],
  ])("names npm if there is no executable for %s on %s", async (os, arch) => {
    const { base, out } = await createTree();

    const { code, stdout } = await setUp(out, join(base, "runner"), "http://127.0.0.1:9", {
      RUNNER_OS: os,
      RUNNER_ARCH: arch,
    });

    expect(code).toBe(1);
    expect(stdout).toContain("Use npm install --global @huntkit/cli.");
  });
});
