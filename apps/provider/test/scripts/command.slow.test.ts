import { HuntClient } from "@huntkit/core";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { builtProvider } from "../workspace.js";
import { callCommand, script } from "./call-command.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });

const environment = () => ({
  PATH: process.env["PATH"],
  HUNT_INSTANCE: hunt().sandbox.url,
  HUNT_TOKEN: hunt().sandbox.tokens.admin,
});

/** Runs the built command. */
const call = (args: string[], cwd = temporaryDirectory(), env: NodeJS.ProcessEnv = environment()) =>
  callCommand(args, cwd, env);

describe("hunt-provider", () => {
  it("lists its commands with --help", async () => {
    const { code, stdout } = await call(["--help"]);
    expect(code).toBe(0);
    for (const command of ["install", "export", "drift", "plan", "apply", "destroy", "docs", "licenses"])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  it("prints the licenses of the packages in its bundle", async () => {
    const { code, stdout } = await call(["licenses"]);

    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(join(builtProvider, "scripts/LICENSES.txt"), "utf8"));
  });

  it("prints an invalid option as one line without a stack trace", async () => {
    const { code, stdout, stderr } = await call(["export", "--only", "hunt_nothing"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^Invalid value "hunt_nothing" for --only\. Use .*\n$/);
  });

  it("prints an error of the operating system as one line without a stack trace", async () => {
    const folder = temporaryDirectory({ "main.tf.json/x": "" });

    const { code, stderr } = await call(["plan"], folder);

    expect(code).toBe(1);
    expect(stderr).toBe("Could not read: illegal operation on a directory (EISDIR).\n");
  });

  it("suggests a similar command for a misspelled one", async () => {
    expect((await call(["exprot"])).stderr).toContain("Did you mean export?");
  });

  it("exports an instance", async () => {
    const directory = temporaryDirectory();

    const { code } = await call(["export", "--only", "hunt_flag"], directory);

    expect(code).toBe(0);
    expect(existsSync(join(directory, "hunt/hunt_flag.tf"))).toBe(true);
  });

  const flag = JSON.stringify({ resource: { hunt_flag: { x: { name: "By command", color: "red" } } } });

  it("plans a configuration", async () => {
    const { code, stdout } = await call(["plan"], temporaryDirectory({ "main.tf.json": flag }));

    expect(code).toBe(0);
    expect(stdout).toContain("Plan: 1 to add");
  });

  it.each([
    ["a token that does not exist", () => "x".repeat(64), /HUNT does not accept the token/],
    ["a missing token", () => "", /Missing token/],
  ])("prints one error without a stack trace for %s", async (_, token, message) => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "main.tf.json"), "{}");
    for (const command of ["plan", "export"]) {
      const { code, stderr } = await call([command], folder, { ...environment(), HUNT_TOKEN: token() });
      expect(code).toBe(1);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  it("saves its state and removes the lock when it is interrupted", async () => {
    const folder = temporaryDirectory();
    const flags = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`f${index}`, { name: `Interrupted ${index}`, color: "red" }]),
    );
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ resource: { hunt_flag: flags } }));
    const child = spawn(process.execPath, [script, "apply", "--auto-approve"], {
      cwd: folder,
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    // The signal is sent during the first request. A second signal would kill the process.
    const onRequest = (_: unknown, phase: string) => void (phase === "before" && child.kill("SIGINT"));
    hunt().sandbox.faults.add({ match: "POST flags", kind: "callback", times: 1, onRequest });
    const [code] = (await once(child, "close")) as [number];
    expect(code).toBe(1);
    const { resources } = JSON.parse(readFileSync(join(folder, "hunt.state.json"), "utf8")) as {
      resources: object;
    };
    const made = hunt()
      .sandbox.records("flags")
      .filter(({ name }) => String(name).startsWith("Interrupted")).length;
    expect(made).toBeLessThan(40);
    expect(Object.keys(resources)).toHaveLength(made);
    expect(existsSync(join(folder, "hunt.state.json.lock"))).toBe(false);
  });
});
