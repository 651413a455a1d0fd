import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { runAction } from "@huntkit/test-kit";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileCalls, type CompiledCalls, isEmpty } from "./compile-calls.js";
import { makeSample, type Sample } from "./powershell-sample.js";
import { read, root } from "./repository.js";

const folder = join(root, "checks/.tasks");
const files = join(folder, "files");
const hunt = join(root, "apps/cli/dist/hunt.cjs");

/** Returns the code of a cell, whose parts are separated by `<br>`. */
function getCode(cell: string): string[] {
  return cell.split("<br>").map((part) => /^`([^`]+)`$/.exec(part.trim())?.[1] ?? "");
}

/** The rows of the page's tables. */
const rows = read("docs/tasks.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Task |"))
  .map((line) => {
    const [task = "", command = "", action = "", call = ""] = line.slice(2, -2).split(" | ");
    return { task, command: getCode(command), inputs: getCode(action), calls: getCode(call) };
  });

const compiledCalls = rows.map(({ task, calls }) => ({ key: task, text: calls[0] ?? "" }));

let sandbox: Sandbox;
let sample: () => Sample;

/** Starts a sandbox for the tests of a `describe`, which find the records that it has at its start. */
function useOwnSandbox(): void {
  beforeAll(async () => {
    rmSync(files, { recursive: true, force: true });
    mkdirSync(files, { recursive: true });
    sandbox = await startSandbox({ taskSeconds: 0 });
    sample = await makeSample(sandbox, files);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await sandbox.stop();
  });
}

/** Returns the sample values as variables: `agentId` is `AGENT_ID`. */
function toVariables({ client, ...values }: Sample): Record<string, string> {
  void client.close();
  const strings = Object.entries(values).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(
    strings.map(([name, value]) => [name.replace(/[A-Z]/g, "_$&").toUpperCase(), String(value)]),
  );
}

/**
 * Runs a command line in a shell. A command that asks for confirmation fails without `--yes`, and is run again, with a
 * limit if it affects agents.
 */
async function runLine(line: string, variables: Record<string, string>): Promise<string> {
  const env = {
    ...variables,
    PATH: process.env["PATH"] ?? "",
    HOME: files,
    HUNT_NO_KEYRING: "1",
    HUNT_INSTANCE: sandbox.url,
    HUNT_TOKEN: sandbox.tokens.admin,
  };
  const script = `hunt() { '${process.execPath}' '${hunt}' "$@"; }; ${line}`;
  const run = promisify(execFile);
  try {
    return (await run("sh", ["-c", script], { env, cwd: files, encoding: "utf8" })).stdout;
  } catch (error) {
    const { stderr, code } = error as { readonly stderr: string; readonly code: number };
    if (stderr.includes("prompt requires a terminal")) return runLine(`${line} --yes`, variables);
    if (/\bagents match, but the limit is 1\./.test(stderr))
      return runLine(`${line} --max-affected 5000`, variables);
    if (code === 3) return "found";
    throw error;
  }
}

describe("docs/tasks.md", () => {
  it("has a command, a step, and a call for each of at least 60 tasks", () => {
    const isMissing = (codes: readonly string[]) => codes.length === 0 || codes.includes("");

    const incomplete = rows.filter(
      ({ command, inputs, calls }) => isMissing(command) || isMissing(inputs) || isMissing(calls),
    );

    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect(incomplete).toEqual([]);
  });

  it("has a command of its own for each task, not a request", () => {
    const commands = rows.flatMap(({ command }) => command);

    expect(commands.filter((line) => line.startsWith("hunt api"))).toEqual([]);
  });
});

// In the order of the page, because some tasks delete what others find.
describe("runs the command against the sandbox:", { shuffle: false }, () => {
  useOwnSandbox();
  it.each(rows)("$task", async ({ command }) => {
    expect(await runLine(command[0]!, toVariables(sample()))).toBeTypeOf("string");
  });
});

describe("runs the step of the action against the sandbox:", { shuffle: false }, () => {
  useOwnSandbox();
  it.each(rows)("$task", async ({ inputs }) => {
    const variables = toVariables(sample());
    const given = inputs.map((line) => {
      const [, name = "", value = ""] = /^([\w-]+): (.*)$/.exec(line) ?? [];
      return [name, value.replaceAll(/\$([A-Z0-9_]+)/g, (_, key: string) => variables[key] ?? "")] as const;
    });

    const { exitCode, raw } = await runAction({
      action: root,
      with: {
        instance: sandbox.url,
        token: sandbox.tokens.admin,
        check: "false",
        ...(Object.fromEntries(given) as Record<string, string>),
      },
      env: { GITHUB_WORKSPACE: files },
    });

    expect(exitCode, raw).toBe(0);
  });
});

describe("compiles the call under strict rules, and runs it against the sandbox:", { shuffle: false }, () => {
  let compiled: CompiledCalls;
  beforeAll(async () => {
    compiled = await compileCalls(folder, compiledCalls);
  });
  useOwnSandbox();

  it.each(rows)("$task", async ({ task }) => {
    const given = sample();
    try {
      expect(await isEmpty(await compiled[task]!(given)), "it finds nothing").toBe(false);
    } finally {
      await given.client.close();
    }
  });
});
