import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { onEachEngine, actions, resources, Workspace, isRunning } from "@huntkit/test-kit/terraform";
import { startToy } from "./child.js";
import { toyFolder } from "./toy/build.js";

const requireToy = `terraform {
  required_providers {
    toy = { source = "example/toy" }
  }
}
`;
const toys = (count: number, slow = false) =>
  `${requireToy}\nresource "toy_thing" "many" {\n  count = ${count}\n  name  = "toy-\${count.index}"\n  slow  = ${slow}\n}\n`;
/**
 * In milliseconds. The engine starts the provider several times, and the machine may be busy with other
 * tests.
 */
const time = 120_000;

onEachEngine((engine) => {
  const workspace = (main: string, env: Record<string, string> = {}) =>
    new Workspace(engine, { source: "example/toy", provider: toyFolder, files: { "main.tf": main }, env });

  it(
    "plans, applies, plans no further changes, and destroys",
    async () => {
      const space = workspace(toys(1));
      expect(actions(await space.plan())).toEqual({ "toy_thing.many[0]": "create" });
      expect(await space.apply()).toMatchObject({ code: 0, stderr: "" });
      expect(resources(await space.state())["toy_thing.many[0]"]?.values).toEqual({
        id: "toy-toy-0",
        name: "toy-0",
        slow: false,
      });
      expect(actions(await space.plan())).toEqual({});
      expect(await space.destroy()).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("1 destroyed") as string,
      });
    },
    time,
  );

  it(
    "applies ten objects concurrently",
    async () => {
      const space = workspace(toys(30));
      const outcome = await space.apply("-parallelism=10");
      expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining("30 added") as string });
      expect(
        new Set(Object.values(resources(await space.state())).map(({ values }) => values["id"])).size,
      ).toBe(30);
    },
    time,
  );

  it(
    "shows the provider's log lines with their level, and no other output",
    async () => {
      const { stderr } = await workspace(toys(1), { TF_LOG: "TRACE" }).run("plan", "-no-color");
      expect(stderr).toMatch(
        /\[TRACE\] provider\.terraform-provider-toy: Call completed: .*rpc=PlanResourceChange/,
      );
      expect(stderr.match(/.*(@message|unexpected data).*/)).toBeNull();
    },
    time,
  );

  it(
    "shuts down the provider without killing it",
    async () => {
      const { stderr } = await workspace(toys(1), { TF_LOG: "TRACE" }).run("plan", "-no-color");
      expect(stderr.match(/plugin process exited/g)!.length).toBeGreaterThanOrEqual(2);
      expect(stderr.match(/plugin failed to exit gracefully/)).toBeNull();
    },
    time,
  );

  it(
    "keeps created objects in the state if an apply is interrupted with Ctrl+C",
    async () => {
      const space = workspace(toys(2, true));
      const run = space.start("apply", "-auto-approve", "-no-color");
      const mismatches = text(run.stderr!);
      await until(run.stdout!, /many\[.\]: Creating[^]*many\[.\]: Creating/);
      process.kill(-run.pid!, "SIGINT");
      expect(await mismatches).toContain("The toy was stopped in the middle.");
      expect(Object.keys(resources(await space.state()))).toEqual(["toy_thing.many[0]", "toy_thing.many[1]"]);
    },
    time,
  );

  it(
    "leaves no provider process running if the engine is killed during an apply",
    async () => {
      const space = workspace(toys(1, true), { TF_LOG: "DEBUG", TF_LOG_PATH: "engine.log" });
      const run = space.start("apply", "-auto-approve", "-no-color");
      await until(run.stdout!, /many\[0\]: Creating/);
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
    "attaches repeatedly to a provider that is already running",
    async () => {
      const debugged = startToy({}, ["--debug"]);
      const [name, value] = (await debugged.line)!.split("=") as [string, string];
      const space = new Workspace(engine, {
        source: "example/toy",
        provider: "/nowhere",
        files: { "main.tf": toys(1) },
        env: { [name]: value.replaceAll("'", "") },
      });
      expect(await space.apply()).toMatchObject({ code: 0 });
      expect(actions(await space.plan())).toEqual({});
      expect(isRunning(debugged.process.pid!)).toBe(true);
    },
    time,
  );
});

/**
 * Reads a stream until it contains a match, and discards the rest. @throws with the text if the stream ends
 * without
 */
function until(stream: NodeJS.ReadableStream, wanted: RegExp): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk) => {
      said += String(chunk);
      if (wanted.test(said)) resolve();
    });
    stream.on("end", () => reject(new Error(`The stream ended without ${wanted}:\n${said}`)));
  });
}
