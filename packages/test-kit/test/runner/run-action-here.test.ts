import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runActionHere } from "../../src/index.js";

const action = fileURLToPath(new URL("../../../..", import.meta.url));
const inputs = { instance: "acme" };

describe("runActionHere", () => {
  it("runs a main function with its own inputs, working directory, output, and exit code", async () => {
    const run = await runActionHere({ action, with: inputs, env: { GITHUB_ACTOR: "mona" } }, async (env) => {
      process.stdout.write(`${env["INPUT_INSTANCE"]} ${process.env["GITHUB_ACTOR"]}\n`);
      process.stdout.write(`::notice::${process.cwd() === env["RUNNER_TEMP"]}\n`);
      process.exitCode = 3;
    });

    expect(run.exitCode).toBe(3);
    expect(run.log[0]).toBe("acme mona");
    expect(run.annotations).toEqual([{ level: "notice", title: "", message: "true" }]);
  });

  it("leaves the environment, the working directory, and the exit code of the process unchanged", async () => {
    const { env, exitCode } = process;
    const cwd = process.cwd();

    const failed = runActionHere({ action, with: inputs }, async () => {
      process.exitCode = 3;
      throw new Error("It failed.");
    });

    await expect(failed).rejects.toThrow("It failed.");
    expect(process.env).toBe(env);
    expect(process.cwd()).toBe(cwd);
    expect(process.exitCode).toBe(exitCode);
  });

  it("runs one main function after the other, because a process has only one environment", async () => {
    const seen: string[][] = [];
    const start = (instance: string) =>
      runActionHere({ action, with: { instance } }, async () => {
        const atStart = process.env["INPUT_INSTANCE"] ?? "";
        await Promise.resolve();
        seen.push([atStart, process.env["INPUT_INSTANCE"] ?? ""]);
      });

    await Promise.all([start("a"), start("b")]);

    expect(seen).toHaveLength(2);
    expect(seen).toContainEqual(["a", "a"]);
    expect(seen).toContainEqual(["b", "b"]);
  });
});
