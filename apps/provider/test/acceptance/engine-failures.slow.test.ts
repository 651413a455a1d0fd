import { HuntClient } from "@huntkit/core";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { holdResponse } from "@huntkit/test-kit/vitest";
import { startHunt, type TestHunt } from "@huntkit/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { isRunning, onEachEngine, actions, resources } from "@huntkit/test-kit/terraform";
import { requireHunt, Workspace } from "../workspace.js";
import { extension } from "./samples/extension.js";

/**
 * In milliseconds. The engine starts the provider several times, and the machine may be busy with other
 * tests.
 */
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
    "keeps an object as tainted whose creation failed halfway, and replaces it in the next apply",
    async () => {
      const { hunt, sandbox, space } = await start(requireHunt);
      space.write("x.tf.json", JSON.stringify({ resource: { hunt_extension: { x: extension.minimal } } }));
      const count = sandbox.records("extensions").length;
      await extension.failMidway(hunt);
      const { code, stderr } = await space.apply();
      expect({ code, complaints: stderr.match(/Error: .*/g) }).toEqual({
        code: 1,
        complaints: ["Error: HUNT failed to process the request"],
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

  describe("the provider", () => {
    it(
      "names the variable of a rejected token in the first diagnostic without a provider block",
      async () => {
        const { space } = await start(flag, { HUNT_TOKEN: "a".repeat(64) });

        const { stdout, stderr } = await space.run("plan", "-no-color", "-input=false");

        const warnings = `${stdout}${stderr}`.match(/Warning: (?!Provider development).*/g);
        expect(warnings).toEqual(["Warning: HUNT does not accept the token (HUNT_TOKEN)"]);
        expect(stderr.indexOf("Warning: HUNT")).toBeLessThan(stderr.indexOf("Error: "));
      },
      time,
    );

    it.each([
      ["the token is wrong", { HUNT_TOKEN: "a".repeat(64) }, "HUNT does not accept the token", /HUNT_TOKEN/],
      ["the token is incomplete", { HUNT_TOKEN: "abc" }, "Invalid token", /64/],
      ["the token is missing", { HUNT_TOKEN: "" }, "Missing token", /Set HUNT_TOKEN/],
      ["the instance is missing", { HUNT_INSTANCE: "" }, "Missing instance", /Set HUNT_INSTANCE/],
      ["the instance is not an HTTP URL", { HUNT_INSTANCE: "ftp://hunt" }, "Invalid instance", /https:/],
      [
        "HUNT is not running",
        { HUNT_INSTANCE: "http://127.0.0.1:9" },
        "Could not reach HUNT",
        /Check instance/,
      ],
    ])(
      "reports one error if %s",
      async (_, env, summary, remedy) => {
        // Without this block, Terraform adds its own diagnostic that the block is missing.
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
    "shows the line of an invalid value without a request to HUNT",
    async () => {
      const wrong = flag
        .replace("blue", "pink")
        .replace("Reviewed", " ")
        .replace(/\n}\n$/, '\n  timeouts {\n    create = "5"\n  }\n}\n');
      const { sandbox, space } = await start(wrong);
      const { code, stderr } = await space.run("validate", "-no-color");
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /Error: Invalid color[^]*on main\.tf line \d+, in resource "hunt_flag" "x":\n\s+\d+:\s+color = "pink"/,
      );
      expect(stderr).toMatch(/Error: Invalid name[^]*name {2}= " "/);
      expect(stderr).toMatch(
        /Error: Invalid timeouts\.create[^]*on main\.tf line \d+, in resource[^]*\d+:\s+create = "5"/,
      );
      expect(sandbox.requests).toHaveLength(0);
    },
    time,
  );

  it(
    "rejects an unknown argument in a block, with its line",
    async () => {
      const { space } = await start(
        `${requireHunt}
resource "hunt_scan_schedule" "x" {
  target_group_id = "0f8fad5b-d9cb-469f-a165-70867728950e"
  cron            = "0 4 * * 1"
  options {
    process = true
    proces  = true
  }
  timeouts {
    creat = "5m"
  }
}
`,
      );

      const { code, stderr } = await space.run("validate", "-no-color");

      expect(code).toBe(1);
      expect(stderr).toMatch(/Error: Unsupported argument[^]*\d+:\s+proces  = true/);
      expect(stderr).toMatch(/Error: Unsupported argument[^]*\d+:\s+creat = "5m"/);
    },
    time,
  );

  it(
    "stores an object in the state whose creation was in progress at Ctrl+C",
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
    "reports an interruption at Ctrl+C if HUNT does not respond",
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
    "leaves no provider process running if the engine is killed during a creation",
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
    "revokes an open ephemeral token if the engine is killed",
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
