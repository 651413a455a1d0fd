import { readFileSync } from "node:fs";
import { join } from "node:path";
import { devOpsJobToken, startFakeDevOps } from "@huntkit/test-kit/secret-services";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { readTemplate, runTemplate } from "./support/azure-pipelines.js";
import { readExamples } from "./support/docs.js";
import {
  createToken,
  createWorkspace,
  useSandbox,
  writeProgram,
  type Workspace,
} from "./support/workspace.js";

const sandbox = useSandbox();

interface Use {
  readonly template: string;
  readonly parameters: Record<string, string | number | boolean>;
}

/** Returns the templates that the pipeline of the docs uses, by their name. */
function readUses(): Map<string, Use> {
  const { steps } = parse(readExamples("azure-pipelines", "yaml")[0]!) as {
    steps: (Use | Record<string, Use[]>)[];
  };
  const uses = steps.flatMap((step) => ("template" in step ? [step as Use] : Object.values(step).flat()));
  return new Map(uses.map((use) => [use.template.replace("@hunt", ""), use]));
}

/** Runs a template with the parameters of the docs. */
const runFromDocs = (
  workspace: Workspace,
  name: string,
  parameters: Use["parameters"] = {},
  variables: Readonly<Record<string, string>> = { HUNT_TOKEN: sandbox().tokens.admin },
) =>
  runTemplate(
    workspace,
    name,
    { ...readUses().get(name)!.parameters, instance: sandbox().url, install: "none", ...parameters },
    variables,
  );

describe("the templates for Azure Pipelines", { timeout: 60_000 }, () => {
  it("are all used by the pipeline of the docs", () => {
    expect([...readUses().keys()]).toEqual([
      "check-token.yml",
      "check-alerts.yml",
      "scan.yml",
      "rotate-token.yml",
    ]);
  });

  it("log a warning for a token that expires soon, and let the step succeed with issues", async () => {
    const variables = { HUNT_TOKEN: sandbox().tokens.expiring };

    const { code, stdout } = await runFromDocs(createWorkspace(), "check-token.yml", {}, variables);

    expect(code).toBe(0);
    expect(stdout).toContain("##vso[task.logissue type=warning]The HUNT token expires within 30 days.");
    expect(stdout).toContain("##vso[task.complete result=SucceededWithIssues;]");
  });

  it("log an error if the secret variable does not exist", async () => {
    const { code, stdout } = await runFromDocs(createWorkspace(), "check-token.yml", {}, {});

    expect(code).toBe(2);
    expect(stdout).toContain("##vso[task.logissue type=error]The variable of the HUNT token does not exist.");
  });

  it("fail with a test report if there are alerts", async () => {
    const workspace = createWorkspace();

    const { code, stdout } = await runFromDocs(workspace, "check-alerts.yml");

    expect(code).toBe(3);
    expect(stdout).toContain("##vso[task.logissue type=error]Alerts match.");
    expect(readFileSync(join(workspace.directory, "hunt-alerts.xml"), "utf8")).toContain("<failure");
  });

  it("fail with a test report if a scan finds alerts", async () => {
    const workspace = createWorkspace();

    const { code } = await runFromDocs(workspace, "scan.yml", { allowPartial: true });

    expect(code).toBe(3);
    expect(readFileSync(join(workspace.directory, "hunt-scan.xml"), "utf8")).toContain("<failure");
  });

  it("keep commands for the agent in the output of hunt from running", async () => {
    const workspace = createWorkspace();
    const command = "##vso[task.setvariable variable=PATH]/tmp";
    writeProgram(join(workspace.home, "bin/hunt"), `#!/bin/sh\necho '${command}'\necho '${command}' >&2\n`);

    const { stdout, stderr } = await runFromDocs(workspace, "check-token.yml");

    expect(stdout).toBe(`${command.replace("##", "# #")}\n`.repeat(2));
    expect(stderr).toBe("");
  });

  it("rotate the token in a variable group, with the identity of the pipeline", async () => {
    const token = await createToken(sandbox());
    const service = await startFakeDevOps(token);
    onTestFinished(() => service.stop());
    const { address } = service.connect();
    const parameters = { to: address, ifExpiresWithin: 400 };
    const variables = { HUNT_TOKEN: token, "System.AccessToken": devOpsJobToken };

    const { code, stdout } = await runFromDocs(createWorkspace(), "rotate-token.yml", parameters, variables);

    expect(stdout).not.toContain(service.held());
    expect(code).toBe(0);
    expect(service.held()).not.toBe(token);
  });

  it("rotate the token also if an earlier step failed", () => {
    expect(readTemplate("rotate-token.yml").steps[0]).toHaveProperty("condition", "succeededOrFailed()");
  });

  it("reject a parameter that a template does not have", async () => {
    await expect(runFromDocs(createWorkspace(), "check-token.yml", { warnDay: 3 })).rejects.toThrow(
      "warnDay",
    );
  });
});
