import { HuntClient } from "@huntkit/core";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { holdResponse } from "@huntkit/test-kit/vitest";
import { startHunt, type TestHunt } from "@huntkit/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { isRunning, onEachEngine, actions, resources } from "@huntkit/test-kit/terraform";
import { requireHunt, Workspace } from "../workspace.js";
import { extension } from "./samples/extension.js";

/** Milliseconds: the engine starts the provider several times, on machines that are busy with other tests. */
const time = 180_000;
const flag = `${requireHunt}\nresource "hunt_flag" "x" {\n  name  = "Reviewed"\n  color = "blue"\n}\n`;

const waitForCreation = ({ requests }: TestHunt["sandbox"]) =>
  expect.poll(() => requests.map(({ method, path }) => `${method} ${path}`)).toContain("POST /api/flags");

onEachEngine((engine) => {
  async function start(main: string, env: Record<string, string> = {}) {
    const hunt = await startHunt(HuntClient);
    onTestFinished(() => hunt.stop());
    return {
      hunt,
      sandbox: hunt.sandbox,
      space: new Workspace(engine, { sandbox: hunt.sandbox, files: { "main.tf": main }, env }),
    };
  }

  it(
    "keeps as tainted what HUNT made before its create failed, and replaces it by the next apply",
    async () => {
      const { hunt, sandbox, space } = await start(requireHunt);
      space.write("x.tf.json", JSON.stringify({ resource: { hunt_extension: { x: extension.minimal } } }));
      const count = sandbox.records("extensions").length;
      await extension.failMidway(hunt);
      const { code, stderr } = await space.apply();
      expect({ code, complaints: stderr.match(/Error: .*/g) }).toEqual({
        code: 1,
        complaints: ["Error: HUNT failed to do this"],
      });
      const { tainted, values } = resources(await space.state())["hunt_extension.x"]!;
      expect(tainted).toBe(true);
      expect(sandbox.records("extensions").at(-1)).toMatchObject({ id: values["id"] });
      sandbox.faults.clear();
      expect(actions(await space.plan())).toEqual({ "hunt_extension.x": "delete, create" });
      expect(await space.apply()).toMatchObject({ code: 0, stderr: "" });
      expect(sandbox.records("extensions")).toHaveLength(count + 1);
      expect(actions(await space.plan())).toEqual({});
    },
    time,
  );

  describe("says it once, in words, when", () => {
    it.each([
      ["the token is wrong", { HUNT_TOKEN: "a".repeat(64) }, "HUNT does not accept the token", /HUNT_TOKEN/],
      ["the token is cut", { HUNT_TOKEN: "abc" }, "token cannot be used", /64/],
      ["there is no token", { HUNT_TOKEN: "" }, "The token is missing", /Set HUNT_TOKEN/],
      ["there is no instance", { HUNT_INSTANCE: "" }, "The instance is missing", /Set HUNT_INSTANCE/],
      ["the instance is no address", { HUNT_INSTANCE: "ftp://hunt" }, "instance cannot be used", /https:/],
      [
        "HUNT is down",
        { HUNT_INSTANCE: "http://127.0.0.1:9" },
        "HUNT could not be reached",
        /Check instance/,
      ],
    ])(
      "%s",
      async (_, env, summary, remedy) => {
        // Without this block, Terraform adds a diagnostic of its own: that there should be one.
        const { space } = await start(`${flag}\nprovider "hunt" {}\n`, env);
        const { code, stderr } = await space.run("plan", "-no-color", "-input=false");
        expect({ code, complaints: stderr.match(/Error: .*/g) }).toEqual({
          code: 1,
          complaints: [`Error: ${summary}`],
        });
        expect(stderr.replace(/\s+/g, " ")).toMatch(remedy);
        expect(stderr).not.toMatch(/\n\s+at .*:\d+|undefined|Plugin (did not respond|error)/);
      },
      time,
    );
  });

  it(
    "points to the line of a wrong value, before anything is asked of HUNT",
    async () => {
      const { sandbox, space } = await start(flag.replace("blue", "pink").replace("Reviewed", " "));
      const { code, stderr } = await space.run("validate", "-no-color");
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /Error: Invalid color[^]*on main\.tf line \d+, in resource "hunt_flag" "x":\n\s+\d+:\s+color = "pink"/,
      );
      expect(stderr).toMatch(/Error: Invalid name[^]*name {2}= " "/);
      expect(sandbox.requests).toHaveLength(0);
    },
    time,
  );

  it(
    "has in the state what HUNT was making when Ctrl+C came",
    async () => {
      const { sandbox, space } = await start(flag);
      const creation = holdResponse(sandbox, "POST flags");
      const run = space.start("apply", "-auto-approve", "-no-color");
      const ended = once(run, "close");
      let stdout = "";
      run.stdout!.setEncoding("utf8").on("data", (piece: string) => {
        stdout += piece;
        if (stdout.includes("Interrupt received")) creation.release();
      });
      await creation.reached;
      process.kill(-run.pid!, "SIGINT");
      await ended;
      expect(resources(await space.state())["hunt_flag.x"]).toMatchObject({
        values: { id: sandbox.records("flags").at(-1)!["id"] },
      });
      expect(actions(await space.plan())).toEqual({});
    },
    time,
  );

  it(
    "gives up at Ctrl+C when HUNT does not answer, and says so",
    async () => {
      const { sandbox, space } = await start(flag);
      sandbox.faults.add({ match: "POST flags", kind: "hang" });
      const run = space.start("apply", "-auto-approve", "-no-color");
      const [stderr, ended] = [text(run.stderr!), once(run, "exit")];
      await waitForCreation(sandbox);
      process.kill(-run.pid!, "SIGINT");
      await ended;
      expect(await stderr).toContain("Create of hunt_flag was stopped");
      expect(resources(await space.state())).toEqual({});
    },
    time,
  );

  it(
    "leaves no provider behind when it is killed while HUNT makes something",
    async () => {
      const { sandbox, space } = await start(flag, { TF_LOG: "DEBUG", TF_LOG_PATH: "engine.log" });
      sandbox.faults.add({ match: "POST flags", kind: "hang" });
      const run = space.start("apply", "-auto-approve", "-no-color");
      await waitForCreation(sandbox);
      const started = [...space.read("engine.log").matchAll(/plugin started: .*pid=(\d+)/g)].map(([, pid]) =>
        Number(pid),
      );
      expect(started.filter(isRunning)).toHaveLength(1);
      process.kill(run.pid!, "SIGKILL");
      await expect.poll(() => started.filter(isRunning)).toEqual([]);
    },
    time,
  );

  it(
    "revokes an ephemeral token that is open when it is killed",
    async () => {
      const { sandbox, space } = await start(`${flag}
ephemeral "hunt_api_token" "x" {
  description = "For one run"
}

provider "hunt" {}

provider "hunt" {
  alias = "minted"
  token = ephemeral.hunt_api_token.x.token
}

resource "hunt_flag" "slow" {
  provider = hunt.minted
  name     = "Slow"
  color    = "red"
}
`);
      const minted = () =>
        sandbox.records("AccessTokens").filter(({ description }) => description === "For one run");
      sandbox.faults.add({ match: "POST flags", kind: "hang" });
      const run = space.start("apply", "-auto-approve", "-no-color");
      await waitForCreation(sandbox);
      expect(minted()).toHaveLength(1);
      process.kill(run.pid!, "SIGKILL");
      await expect.poll(minted).toEqual([]);
    },
    time,
  );
});
