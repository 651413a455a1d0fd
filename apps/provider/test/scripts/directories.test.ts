import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createProgram } from "../../src/scripts/program.js";
import { builtProvider } from "../workspace.js";
import { fakeShell } from "./fake-shell.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

/** Runs a command, and returns its exit code and its output. Throws what the command throws. */
async function call(args: string[], directory: string): Promise<{ code: number; printed: string }> {
  const { sandbox } = hunt();
  const env = { HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin, PATH: process.env["PATH"] };
  const shell = fakeShell(directory, { env, answer: "yes" });
  let code = -1;
  const build = { provider: join(builtProvider, "terraform-provider-hunt") };
  await createProgram(shell, build, (exitCode) => (code = exitCode)).parseAsync(args, { from: "user" });
  return { code, printed: shell.printed() };
}

it.each([
  ["plan", "--dir"],
  ["apply", "--dir"],
  ["destroy", "--dir"],
  ["drift", "--dir"],
  ["docs", "--examples"],
])("rejects a directory that does not exist: %s %s", async (command, flag) => {
  const directory = temporaryDirectory();

  await expect(call([command, flag, "nope"], directory)).rejects.toThrow(
    `Invalid value "nope" for ${flag}. ${join(directory, "nope")} does not exist.`,
  );
});

it("rejects a file as --dir", async () => {
  const directory = temporaryDirectory({ "main.tf.json": "{}" });

  await expect(call(["plan", "--dir", "main.tf.json"], directory)).rejects.toThrow(
    `Invalid value "main.tf.json" for --dir. ${join(directory, "main.tf.json")} is not a directory.`,
  );
});

it.each(["plan", "apply", "destroy"])("rejects a directory without configuration: %s", async (command) => {
  const directory = temporaryDirectory({ "notes.txt": "" });

  await expect(call([command], directory)).rejects.toThrow(
    `No configuration found in ${directory}: no file matches *.tf.json. ` +
      "Create one, or choose another directory with --dir.",
  );
});

it("rejects a directory without configuration: drift", async () => {
  const directory = temporaryDirectory({ "notes.txt": "" });

  await expect(call(["drift"], directory)).rejects.toThrow(
    `No configuration found in ${directory}: no file matches *.tf, *.tf.json, *.tofu, or *.tofu.json. ` +
      "Create one, or choose another directory with --dir.",
  );
});

it("destroys the objects in the state if the configuration was deleted", async () => {
  const directory = temporaryDirectory({
    "main.tf.json": JSON.stringify({ resource: { hunt_flag: { x: { name: "Left over", color: "red" } } } }),
  });
  await call(["apply", "--auto-approve"], directory);
  const empty = temporaryDirectory();
  const state = join(directory, "hunt.state.json");

  const { code, printed } = await call(["destroy", "--auto-approve", "--state", state], empty);

  expect(code).toBe(0);
  expect(printed).toContain("Plan: 0 to add, 0 to change, 1 to destroy.");
});

it("rejects a state to export that does not exist", async () => {
  const directory = temporaryDirectory();

  await expect(call(["export", "--state", "nope.json"], directory)).rejects.toThrow(
    `Invalid value "nope.json" for --state. ${join(directory, "nope.json")} does not exist.`,
  );
  expect(existsSync(join(directory, "imports.tf"))).toBe(false);
});

it("rejects a state in a directory that does not exist", async () => {
  const directory = temporaryDirectory({ "main.tf.json": "{}" });

  await expect(call(["plan", "--state", "nope/x.json"], directory)).rejects.toThrow(
    `Invalid value "nope/x.json" for --state. ${join(directory, "nope")} does not exist.`,
  );
});

it("rejects a directory as --state", async () => {
  const directory = temporaryDirectory({ "main.tf.json": "{}", "states/x": "" });

  await expect(call(["plan", "--state", "states"], directory)).rejects.toThrow(
    `Invalid value "states" for --state. ${join(directory, "states")} is a directory.`,
  );
});

it.each([
  ["install", "--dir"],
  ["export", "--out"],
  ["docs", "--out"],
])("rejects a directory that cannot be created: %s %s", async (command, flag) => {
  const directory = temporaryDirectory({ "examples/x": "" });
  symlinkSync("nowhere/else", join(directory, "broken"));

  await expect(call([command, flag, "broken"], directory)).rejects.toThrow(
    `Invalid value "broken" for ${flag}. Could not create ${join(directory, "broken")}: file already exists (EEXIST).`,
  );
  expect(hunt().sandbox.requests).toHaveLength(0);
});

it.runIf(process.platform === "linux")("rejects a directory in /proc as --out", async () => {
  await expect(call(["export", "--out", "/proc/x"], temporaryDirectory())).rejects.toThrow(
    'Invalid value "/proc/x" for --out. Could not create /proc/x: no such file or directory (ENOENT).',
  );
  expect(hunt().sandbox.requests).toHaveLength(0);
});

it("creates no directory if an export fails", async () => {
  const directory = temporaryDirectory();
  hunt().sandbox.faults.add({ match: "users/me", kind: "status", status: 401, times: "always" });

  await expect(call(["export", "--out", "a/b"], directory)).rejects.toThrow("HUNT rejected");
  expect(existsSync(join(directory, "a"))).toBe(false);
});

it.each([
  ["install", "--dir"],
  ["export", "--out"],
  ["docs", "--out"],
])("rejects a file as the directory to write to: %s %s", async (command, flag) => {
  const directory = temporaryDirectory({ taken: "", "examples/x": "" });

  await expect(call([command, flag, "taken/deep"], directory)).rejects.toThrow(
    `Invalid value "taken/deep" for ${flag}. ${join(directory, "taken")} is not a directory.`,
  );
  expect(hunt().sandbox.requests).toHaveLength(0);
});
