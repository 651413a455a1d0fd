import { describe, expect, it } from "vitest";
import { atHunt } from "./support/at-hunt.js";
import { readExamples, readRunnableExamples, runExample, successCodes } from "./support/run-examples.js";

const { hunt, sandbox } = atHunt({ taskSeconds: 0 });

/** Returns what the sandbox does not have, of the names that match in the examples. */
async function findMissing(pattern: RegExp, known: readonly unknown[]): Promise<string[]> {
  const names = known.map((name) => String(name).toLowerCase());
  const examples = (await readExamples()).filter(({ name }) => name !== "target create");
  const isMissing = (written: string): boolean => {
    const prefix = written.toLowerCase().split("*", 1)[0] ?? "";
    return !names.some((name) => (written.includes("*") ? name.startsWith(prefix) : name === prefix));
  };
  return examples
    .flatMap(({ line }) => Array.from(line.matchAll(pattern), ([, written = ""]) => written))
    .filter(isMissing);
}

it("names only hosts of the sandbox in examples", async () => {
  const hosts = sandbox()
    .records("Agents")
    .map(({ hostname }) => hostname);

  expect(await findMissing(/(?:agent \w+|scan|respond|--host) '?([A-Za-z]+-[\w*-]+)/g, hosts)).toEqual([]);
});

it("names only target groups of the sandbox in examples", async () => {
  const groups = sandbox()
    .records("targets")
    .map(({ name }) => name);

  expect(
    await findMissing(/(?:hunt scan|target \w+|schedule \w+|--group|--name) '([^']+)'/g, groups),
  ).toEqual([]);
});

it("names only records of the sandbox by their IDs in examples", async () => {
  const ids = ["Alerts", "userTasks"].flatMap((model) =>
    sandbox()
      .records(model)
      .map(({ id }) => id),
  );

  expect(await findMissing(/(?:alert|task) \w+ ([0-9a-f]{8}-[0-9a-f-]{27})/g, ids)).toEqual([]);
});

it("describes examples with the maximum in their command lines", async () => {
  const wrong = (await readExamples()).filter(({ line, does }) => {
    const [, maximum] = /at most (\d+)/.exec(does) ?? [];
    return maximum !== undefined && !line.endsWith(` ${maximum}`);
  });

  expect(wrong.map(({ line, does }) => `${does}: ${line}`)).toEqual([]);
});

const runnable = await readRunnableExamples(false);

describe("an example of the help", () => {
  it.each(runnable)("runs against the sandbox: $line", async (example) => {
    const { code, stderr } = await runExample(hunt, example);

    expect(successCodes, stderr).toContain(code);
  });
});
