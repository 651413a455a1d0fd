import { HuntClient } from "@huntkit/core";
import { fileURLToPath } from "node:url";
import { expectNoToken, useHunt } from "@huntkit/testing";
import { runAction, type ActionRun, type RunOptions } from "@huntkit/test-kit";
import type { Sandbox, SandboxOptions } from "@huntkit/sandbox";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Inputs } from "../src/inputs/inputs.js";
import { parseInputs } from "../src/inputs/read-inputs.js";

/** The directory of action.yml, which is the root of the repository. */
export const action = fileURLToPath(new URL("../../..", import.meta.url));

/** The Action that the tests run: the committed bundle, or the sources if their coverage is measured. */
const testedAction = process.env["HUNTKIT_ACTION"] ?? action;

/** Whether the tests run the committed bundle. Memory limits apply only to the bundle. */
export const isBundleTested = testedAction === action;

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

/** Runs the action. Fails if the token is in the log, an output, or the summary, except in the command that masks it. */
export async function run(
  inputs: Record<string, string>,
  options: Partial<RunOptions> = {},
): Promise<ActionRun> {
  const result = await runAction({ action: testedAction, with: inputs, ...options });
  const first = result.raw.split("\n")[0] ?? "";
  if (inputs["token"]) {
    expect(first, "the first line masks the token").toMatch(/^::add-mask::/);
    expectAbsent(inputs["token"].trim(), result);
  }
  return result;
}

function expectAbsent(token: string, { raw, outputs, summary }: ActionRun): void {
  const shown = raw.split("\n").filter((line) => !line.startsWith("::add-mask::"));
  const left = [...shown, JSON.stringify(outputs), summary].join("\n");
  expectNoToken(left, token);
}
