import { runAction } from "@huntkit/test-kit";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { calledWorkflow, isAction, isCalledWorkflow, usesIn, type Use } from "./huntkit-uses.js";
import { codeBlocks, files, root } from "./repository.js";

/** Every step that uses the action, and every call of the workflow that does, in the docs. */
const uses = files("*.md").flatMap((page) => {
  const blocks = codeBlocks(page).filter(({ language }) => language === "yaml");
  const found = blocks
    .flatMap(({ text }) => usesIn(parse(text)))
    .filter((use) => isAction(use) || isCalledWorkflow(use));
  return found.map((use, index) => ({ name: `${page} (${index + 1})`, use }));
});

/** The inputs of an action's step; for a call, those of the step in the workflow that is called. */
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

/** Values as the runner makes texts of them; a secret and `github.token` are whatever the test gives. */
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

describe("a step in the docs has inputs that the action takes, so that it gets as far as the check, and its requests are answered:", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ taskSeconds: 1 });
  });
  afterAll(() => sandbox.stop());

  it.each(uses)("$name", async ({ use }) => {
    const inputs = stepInputs(use);
    for (const name of ["github-token", "secrets-token"])
      if (name in inputs) inputs[name] = "stand-in-for-a-token";
    const env = { GITHUB_REPOSITORY: "acme/website", GITHUB_API_URL: "http://127.0.0.1:1" };
    const { outputs, log } = await runAction({
      action: root,
      with: { ...inputs, instance: sandbox.url, token: sandbox.tokens.admin },
      env,
    });
    expect(outputs["status"], log.join("\n")).toBe("healthy");
    const asks = "request" in inputs || "requests" in inputs;
    expect(asks ? outputs["http-status"] || outputs["results"] : "200", log.join("\n")).toContain("200");
  });

  it("and there are some", () => expect(uses.length).toBeGreaterThan(10));
});
