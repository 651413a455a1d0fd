import { HuntClient, systemClock, type Clock } from "@huntkit/core";
import { fileURLToPath } from "node:url";
import { createVirtualClock, expectNoToken, useHunt } from "@huntkit/testing";
import { runAction, runActionHere, type ActionRun, type RunOptions } from "@huntkit/test-kit";
import type { Sandbox, SandboxOptions } from "@huntkit/sandbox";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Inputs } from "../src/inputs/inputs.js";
import { parseInputs } from "../src/inputs/read-inputs.js";
import { run as runSources } from "../src/run.js";

/** The directory of action.yml, which is the root of the repository. */
export const action = fileURLToPath(new URL("../../..", import.meta.url));

/** The Action that runs as a process: the committed bundle, or the sources if their coverage is measured. */
const testedAction = process.env["HUNTKIT_ACTION"] ?? action;

/** Whether the tests run the committed bundle. Memory limits apply only to the bundle. */
export const isBundleTested = testedAction === action;

const isSlowRun = process.env["HUNTKIT_SLOW_TESTS"] !== undefined;

/** An address without a server, for runs that must not send requests. */
export const nowhere = "http://127.0.0.1:1";

/** A value in the format of a token that is not valid on any instance. */
export const unknownToken = "Zz09".repeat(16);

/**
 * Parses the inputs of a step.
 *
 * @param given inputs by name. Default for `instance`: {@link nowhere}; for `token`: {@link unknownToken}.
 * @param now milliseconds since 1970
 */
export function parseStepInputs(
  given: Record<string, string>,
  now = Date.parse("2026-03-01T12:00:00Z"),
): Inputs {
  const step: Record<string, string> = { instance: nowhere, token: unknownToken, ...given };
  return parseInputs((name) => step[name] ?? "", now);
}

/** Starts a sandbox for all tests of a file. Faults are removed after each test. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
  const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll }, options);
  return () => hunt().sandbox;
}

export interface StepOptions extends Partial<RunOptions> {
  /**
   * Run the built action as a process, for tests of signals, of Node's options, and of runs in parallel. Default: only
   * in a run of the slow tests.
   */
  readonly asProcess?: boolean;
  /** The clock of a run in this process. Default: the real time, which advances instead of waiting. */
  readonly clock?: Clock;
}

/**
 * Runs the action, in this process unless `asProcess` is set. Fails if the token is in the log, an output, or the
 * summary, except in the command that masks it.
 */
export async function run(inputs: Record<string, string>, options: StepOptions = {}): Promise<ActionRun> {
  const result = await start(inputs, options);
  const first = result.raw.split("\n")[0] ?? "";
  if (inputs["token"]) {
    expect(first, "the first line masks the token").toMatch(/^::add-mask::/);
    expectAbsent(inputs["token"].trim(), result);
  }
  return result;
}

/** Creates a clock with the real time, which advances instead of waiting. */
function createQuickClock(): Clock {
  let skippedMs = 0;
  return createVirtualClock({
    now: () => systemClock.now() + skippedMs,
    advance: (ms) => void (skippedMs += ms),
  });
}

function start(
  inputs: Record<string, string>,
  { asProcess = isSlowRun, clock = createQuickClock(), ...options }: StepOptions,
): Promise<ActionRun> {
  const step = { action: testedAction, with: inputs, ...options };
  if (asProcess) return runAction(step);
  return runActionHere(step, (env) => runSources({ env, clock, signal: new AbortController().signal }));
}

function expectAbsent(token: string, { raw, outputs, summary }: ActionRun): void {
  const shown = raw.split("\n").filter((line) => !line.startsWith("::add-mask::"));
  const left = [...shown, JSON.stringify(outputs), summary].join("\n");
  expectNoToken(left, token);
}
