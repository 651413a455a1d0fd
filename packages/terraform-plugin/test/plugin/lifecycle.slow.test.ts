import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encode } from "@msgpack/msgpack";
import { describe, expect, it, onTestFinished } from "vitest";
import { readHandshake, invitation, startToy } from "./child.js";
import { isRunning } from "@huntkit/test-kit/terraform";
import { Parent } from "./client.js";
import { toyFolder } from "./toy/build.js";

describe("the plugin process", () => {
  it("responds to a shutdown request before it exits", async () => {
    const child = startToy();
    const parent = new Parent(await readHandshake(child));
    parent.openStdio();
    await parent.call("health", "Check");
    await expect(parent.call("controller", "Shutdown")).resolves.toEqual({});
    expect(await child.ended).toBe(0);
  });

  it("exits immediately if the parent's stream is interrupted", async () => {
    const child = startToy();
    const parent = new Parent(await readHandshake(child));
    const breakOff = parent.openStdio();
    await parent.call("health", "Check");
    breakOff();
    expect(await child.ended).toBe(0);
  });

  it("cancels and completes the calls in flight if the parent's stream is interrupted", async () => {
    const child = startToy({ ...invitation, TF_LOG: "INFO" });
    const parent = new Parent(await readHandshake(child));
    const breakOff = parent.openStdio();
    const slow = parent.call("terraform", "ApplyResourceChange", {
      type_name: "toy_thing",
      planned_state: { msgpack: encode({ id: null, name: "slow", slow: true }) },
    });
    slow.catch(() => {});
    await parent.call("health", "Check");
    breakOff();
    expect(await child.ended).toBe(0);
    expect(await child.stderr).toContain("created slow");
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "ignores a signal to the process group, which the parent handles: %s",
    async (signal) => {
      const child = startToy();
      const parent = new Parent(await readHandshake(child));
      const slow = parent.call("terraform", "ApplyResourceChange", {
        type_name: "toy_thing",
        planned_state: { msgpack: encode({ id: null, name: "slow", slow: true }) },
      });
      await parent.call("health", "Check");
      child.process.kill(signal);
      await expect(parent.call("health", "Check")).resolves.toEqual({ status: 1 });
      await parent.call("terraform", "StopProvider");
      await expect(slow).resolves.toMatchObject({
        diagnostics: [{ severity: 1, summary: "Stopped" }],
        new_state: { msgpack: expect.any(Buffer) as Buffer },
      });
    },
  );

  it("exits if the parent is killed before it connected", async () => {
    const { parent, pid } = await startBelowAnother();
    expect(isRunning(pid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isRunning(pid)).toBe(false);
  });
});

describe("with --debug", () => {
  it("prints only the variable to stdout with --debug, and explains its use on stderr", async () => {
    const child = startToy({}, ["--debug"]);
    expect(await child.line).toMatch(
      /^TF_REATTACH_PROVIDERS='\{"example\/toy":\{"Protocol":"grpc","ProtocolVersion":6,"Pid":\d+,"Test":true,"Addr":\{"Network":"unix","String":"[^"]+"\}\}\}'$/,
    );
    child.process.kill("SIGINT");
    expect(await child.ended).toBe(0);
    expect(await child.stderr).toContain("Ctrl+C stops the provider");
    expect((await child.stdout).split("\n")).toHaveLength(2);
  });

  it("serves another session with --debug after a parent requested a shutdown", async () => {
    const child = startToy({}, ["--debug"]);
    const { String: address } = (
      JSON.parse((await child.line)!.split("'")[1]!) as Record<string, { Addr: { String: string } }>
    )["example/toy"]!.Addr;
    for (const name of ["first", "second"]) {
      const parent = new Parent(["", "", "unix", address]);
      const answer = await parent.call("terraform", "ApplyResourceChange", {
        type_name: "toy_thing",
        planned_state: { msgpack: encode({ id: null, name, slow: null }) },
      });
      expect(answer["diagnostics"]).toEqual([]);
      await parent.call("terraform", "StopProvider");
      await parent.call("controller", "Shutdown");
      parent.close();
    }
    expect(isRunning(child.process.pid!)).toBe(true);
  });
});

/** Starts the toy as the child of a separate process, which can be killed. */
async function startBelowAnother(): Promise<{ parent: ChildProcess; pid: number }> {
  const parent = fork(
    fileURLToPath(new URL("toy/parent.mjs", import.meta.url)),
    [join(toyFolder, "terraform-provider-toy")],
    { env: { PATH: process.env["PATH"], ...invitation } },
  );
  onTestFinished(() => void parent.kill("SIGKILL"));
  const [pid] = (await once(parent, "message")) as [number];
  return { parent, pid };
}
