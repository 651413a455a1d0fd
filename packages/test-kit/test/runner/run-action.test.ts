import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { runAction } from "../../src/index.js";

let action: string;

const script = `
  import { appendFileSync } from "node:fs";
  console.log("node " + process.versions.node.split(".")[0]);
  console.error("::notice title=Greeting::" + process.env.INPUT_GREETING + " " + process.env["INPUT_WHO-TO"]);
  appendFileSync(process.env.GITHUB_OUTPUT, "one=1\\ntwo<<END\\na\\nb\\nEND\\n");
  appendFileSync(process.env.GITHUB_STEP_SUMMARY, "# Done");
  process.exitCode = 3;
`;

const manifest = `
name: Greeter
inputs:
  greeting: { description: the greeting, default: hello }
  who-to: { description: who is greeted }
runs: { using: node24, main: main.mjs }
`;

beforeAll(async () => {
  action = await mkdtemp(join(tmpdir(), "action-"));
  await writeFile(join(action, "action.yml"), manifest);
  await writeFile(join(action, "main.mjs"), script);
});
afterAll(() => rm(action, { recursive: true }));

describe("runAction", () => {
  it("runs the action with Node 24 and its inputs, and returns its results", async () => {
    const run = await runAction({ action, with: { "who-to": "world" } });
    expect(run).toMatchObject({ exitCode: 3, outputs: { one: "1", two: "a\nb" }, summary: "# Done" });
    expect(run.annotations).toEqual([{ level: "notice", title: "Greeting", message: "hello world" }]);
    expect(run.log).toContain("node 24");
  });

  it("reports output while the action runs, and sends it signals", async () => {
    await writeFile(
      join(action, "main.mjs"),
      `setInterval(() => {}, 1_000); process.once("SIGINT", () => process.exit(130)); console.log("ready");`,
    );
    onTestFinished(() => writeFile(join(action, "main.mjs"), script));
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const run = await runAction({
      action,
      with: {},
      onStart: (send) => (kill = send),
      onOutput: (text) => text.includes("ready") && kill("SIGINT"),
    });
    expect(run).toMatchObject({ exitCode: 130, log: ["ready", ""] });
  });

  it("rejects an input that action.yml does not have", async () => {
    await expect(runAction({ action, with: { whoto: "world" } })).rejects.toThrow("no input whoto");
  });
});
