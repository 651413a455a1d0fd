import { describe, expect, it } from "vitest";
import { atHunt } from "./support/at-hunt.js";
import { readRunnableExamples, runExample, successCodes } from "./support/run-examples.js";

const { hunt } = atHunt({ taskSeconds: 0 });

const runnable = await readRunnableExamples(true);

describe("an example of a command that is generated from a model", () => {
  it("exists for many commands", () => {
    expect(runnable.length).toBeGreaterThan(50);
  });

  it.each(runnable)("runs against the sandbox: $line", async (example) => {
    const { code, stderr } = await runExample(hunt, example);

    expect(successCodes, stderr).toContain(code);
  });
});
