import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileSources } from "./compile-sources.js";
import { codeBlocks, files, root } from "./repository.js";

const folder = join(root, "checks/.examples");
const pages = files("README.md", "docs/*.md", "packages/*/README.md", "apps/*/README.md").filter(
  // Its examples are files of their own, which its tests run.
  (page) => page !== "packages/terraform-plugin/README.md",
);
const examples = pages.flatMap((page) => {
  const blocks = codeBlocks(page).filter(({ language }) => language === "ts");
  return blocks.map(({ text }, index) => ({
    name: `${page} (${index + 1})`,
    file: `${page.replaceAll(/[^a-z]/gi, "-")}-${index + 1}`,
    text,
  }));
});

let sandbox: Sandbox;

beforeAll(async () => {
  compileSources(
    folder,
    Object.fromEntries(examples.map(({ file, text }): [string, string] => [file, `${text}\n`])),
  );
  sandbox = await startSandbox({ taskSeconds: 1 });
});
afterAll(() => sandbox.stop());

describe("compiles the TypeScript examples under strict rules, and runs them:", () => {
  it.each(examples)("$name", async ({ file }) => {
    const env = { ...process.env, HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [join(folder, "dist", `${file}.js`)],
      { env },
    );
    expect(stderr).toBe("");
    expect(stdout).not.toBe("");
    expect(stdout).not.toContain(sandbox.tokens.admin);
  });

  it("finds examples", () => expect(examples.length).toBeGreaterThan(4));
});

describe("the commands in docs/sandbox.md", () => {
  const hasCurl = spawnSync("curl", ["--version"]).status === 0;

  it.skipIf(!hasCurl)("run without errors (skipped if curl is not installed)", async () => {
    const script = codeBlocks("docs/sandbox.md")
      .find(({ text }) => text.includes("curl"))!
      .text.replace("http://127.0.0.1:4870", sandbox.url);
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", script]);
    expect(stdout).toContain("2027-05-24T00:00:0");
    // The last command resets the sandbox.
    expect(sandbox.clock.now()).toBeLessThan(Date.parse("2027-05-24"));
    expect(sandbox.requests).toHaveLength(0);
  });
});
