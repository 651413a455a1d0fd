import { runAction } from "@huntkit/test-kit";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { calledWorkflow, isAction, isCalledWorkflow, usesIn, type Use } from "./huntkit-uses.js";
import { codeBlocks, files, root } from "./repository.js";

/** Returns every step in the docs that uses the action, and every call of a workflow that does. */
const uses = files("*.md").flatMap((page) => {
  const blocks = codeBlocks(page).filter(({ language }) => language === "yaml");
  const found = blocks
    .flatMap(({ text }) => usesIn(parse(text)))
    .filter((use) => isAction(use) || isCalledWorkflow(use));
  return found.map((use, index) => ({ name: `${page} (${index + 1})`, use }));
});

/** Returns the inputs of a step. For a call, these are the inputs of the step in the called workflow. */
function stepInputs(use: Use): Record<string, string> {
  if (isAction(use))
    return texts(use.with, (expression) => (expression.startsWith("inputs.") ? "false" : ""));
  const given = texts(use.with, () => "");
  const step = usesIn(calledWorkflow).find(isAction);
  return texts(step?.with, (expression) => {
    const [, name = "", orEmpty] = /^inputs\.([\w-]+)( \|\| '')?$/.exec(expression) ?? [];
    const value = given[name] ?? `${calledWorkflow.on.workflow_call.inputs[name]?.default ?? ""}`;
    return orEmpty !== undefined && value === "0" ? "" : value;
  });
}

/** Returns whether a call does not pass a secret of the called workflow, which then is an empty string. */
function isUnsetSecret(use: Use, name: string): boolean {
  const { secrets } = calledWorkflow.on.workflow_call;
  return isCalledWorkflow(use) && Object.hasOwn(secrets, name) && !Object.hasOwn(use.secrets ?? {}, name);
}

/** Converts values to strings as the runner does. Secrets and `github.token` have values of the test. */
function texts(
  inputs: Record<string, unknown> = {},
  evaluate: (expression: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      String(value).replaceAll(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => evaluate(expression)),
    ]),
  );
}

describe.concurrent("runs each step in the docs with valid inputs up to the check, and gets responses to its requests:", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ taskSeconds: 0 });
  });
  afterAll(() => sandbox.stop());

  it.each(uses)("$name", async ({ use }) => {
    const inputs = stepInputs(use);
    for (const name of ["github-token", "secrets-token"])
      if (name in inputs && !isUnsetSecret(use, name)) inputs[name] = "stand-in-for-a-token";
    const env = { ...use.env, GITHUB_REPOSITORY: "acme/website", GITHUB_API_URL: "http://127.0.0.1:1" };
    const { outputs, log } = await runAction({
      action: root,
      with: { ...inputs, instance: sandbox.url, token: sandbox.tokens.admin },
      env,
    });
    expect(outputs["status"], log.join("\n")).toBe("healthy");
    const asks = "request" in inputs || "requests" in inputs;
    expect(asks ? outputs["http-status"] || outputs["results"] : "200", log.join("\n")).toContain("200");
  });

  it("finds steps in the docs", () => expect(uses.length).toBeGreaterThan(10));
});
