import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { findActionsNode, startGitHub } from "@huntkit/test-kit";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createActionTree } from "../src/action/create-tree.js";
import { findAct } from "../src/runner/find-act.js";
import { listDocumentedWorkflows, type DocumentedWorkflow } from "../src/runner/list-workflows.js";
import { listPackageCaches } from "../src/runner/package-caches.js";
import { repositoryName, runWorkflow } from "../src/runner/run-workflow.js";

/** Milliseconds for one workflow. */
const time = 120_000;
/** Milliseconds for a workflow that installs packages and builds the provider. */
const timeToBuild = 600_000;
const version = "1.2.3";
const act = findAct();
if (act === undefined)
  process.stdout.write(
    "!! The tests on a workflow runner are skipped: act is not installed. packages/test-kit/scripts/install-act installs it.\n",
  );

const workflows = listDocumentedWorkflows();
/** The workflow that builds the provider, which takes longer than the others. */
const isDrift = ({ text }: DocumentedWorkflow): boolean => text.startsWith("name: HUNT drift\n");
/** A workflow whose scan finds alerts in the sandbox, so its gate has to stop the deployment. */
const isStopped = ({ place }: DocumentedWorkflow): boolean => place.startsWith("docs/guides/scan-hosts.md");
/** A configuration that was never applied. */
const unapplied = `terraform {
  required_providers {
    hunt = { source = "huntkit/hunt" }
  }
}

resource "hunt_target_group" "servers" {
  name = "Servers in Oulu"
}
`;

let directory: string;
let action: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "runner-"));
  const checksums = join(directory, "SHA256SUMS");
  writeFileSync(checksums, `${"0".repeat(64)}  hunt_${version}_linux_amd64.zip\n`);
  action = join(directory, "tree");
  await createActionTree({ out: action, version, checksums });
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a workflow against a sandbox and a stand-in for GitHub. */
async function run(
  { text, event }: Pick<DocumentedWorkflow, "text" | "event">,
  more: { files?: Record<string, string>; env?: Record<string, string> } = {},
) {
  const sandbox = await startSandbox({ taskSeconds: 1 });
  onTestFinished(() => sandbox.stop());
  const github = await startGitHub({ repositories: [{ name: repositoryName }] });
  onTestFinished(() => github.stop());
  const { admin } = sandbox.tokens;
  await renameTargetGroup(sandbox);
  // Every secret of HUNT is a token of the sandbox, and all others are tokens that may write secrets.
  const names = new Set([...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name!));
  const secrets = [...names].map((name) => [name, name.includes("HUNT") ? admin : github.tokens.secrets]);
  const { code, log } = await runWorkflow({
    act: act!,
    node: findActionsNode(),
    action,
    version,
    text: text.replaceAll(/\b(instance|HUNT_INSTANCE): [\w.-]+$/gm, `$1: ${sandbox.url}`),
    event,
    files: { "deploy.sh": "#!/bin/sh\necho Deployed\n", ...more.files },
    secrets: { ...Object.fromEntries(secrets), GITHUB_TOKEN: github.tokens.workflow },
    env: { GITHUB_API_URL: github.url, ...more.env },
  });
  return { code, log, tokens: [admin, ...Object.values(github.tokens)] };
}

/** Renames a seeded target group to the name that the examples use. */
async function renameTargetGroup(sandbox: Sandbox): Promise<void> {
  const group = sandbox.records("Targets").find(({ name }) => name === "Turku servers")!;
  const response = await fetch(`${sandbox.api}/targets/${group["id"]}`, {
    method: "PATCH",
    headers: { authorization: sandbox.tokens.admin, "content-type": "application/json" },
    body: JSON.stringify({ name: "Build servers" }),
  });
  expect(response.status).toBe(200);
}

describe.skipIf(act === undefined)("a workflow in the docs, on a real runner", () => {
  it.each(workflows.filter((workflow) => !isStopped(workflow) && !isDrift(workflow)))(
    "ends well and shows no token: $place",
    async (workflow) => {
      const { code, log, tokens } = await run(workflow);

      expect(code, log).toBe(0);
      for (const token of tokens) expect(log).not.toContain(token);
    },
    time,
  );

  it.each(workflows.filter(isStopped))(
    "stops the deployment if a scan has findings: $place",
    async (workflow) => {
      const { code, log, tokens } = await run(workflow);

      expect(code).toBe(1);
      expect(log).toContain("alerts of severity high or critical in this scan");
      expect(log).not.toContain("Deployed");
      for (const token of tokens) expect(log).not.toContain(token);
    },
    time,
  );

  it.each(workflows.filter(isDrift))(
    "builds the provider, and fails if HUNT differs from the configuration: $place",
    async (workflow) => {
      const { code, log, tokens } = await run(workflow, {
        files: { "hunt/main.tf": unapplied },
        env: listPackageCaches(),
      });

      expect(code, log).toBe(1);
      expect(log).toContain("hunt_target_group.servers");
      expect(log).toContain("exit status 2");
      for (const token of tokens) expect(log).not.toContain(token);
    },
    timeToBuild,
  );

  it("is found in the README and in the guides", () => {
    expect(workflows.length).toBeGreaterThan(15);
  });
});

/** A workflow whose jobs are the text, which is indented like a block in YAML. */
const withJobs = (jobs: string) => ({
  event: "push",
  text: `on: push\npermissions: {}\njobs:\n${jobs}`,
});

describe.skipIf(act === undefined)("the action on a real runner", () => {
  it(
    "has outputs that another job can use",
    async () => {
      const { code, log } = await run(
        withJobs(`
  check:
    runs-on: ubuntu-latest
    outputs:
      status: \${{ steps.hunt.outputs.status }}
      days-left: \${{ steps.hunt.outputs.days-left }}
    steps:
      - id: hunt
        uses: huntkit/huntkit@v1
        with:
          instance: acme
          token: \${{ secrets.HUNT_TOKEN }}
  deploy:
    needs: check
    runs-on: ubuntu-latest
    steps:
      - run: echo "The token is $STATUS for $DAYS days."
        env:
          STATUS: \${{ needs.check.outputs.status }}
          DAYS: \${{ needs.check.outputs.days-left }}
`),
      );

      expect(code, log).toBe(0);
      expect(log).toMatch(/The token is healthy for \d+ days\./);
    },
    time,
  );

  it(
    "sets the outputs of a failed step for a step with failure()",
    async () => {
      const { code, log } = await run(
        withJobs(`
  check:
    runs-on: ubuntu-latest
    steps:
      - id: hunt
        uses: huntkit/huntkit@v1
        with:
          instance: acme
          token: ${"unknown0".repeat(8)}
      - run: echo "This step does not run."
      - if: failure()
        run: echo "The token is $STATUS."
        env:
          STATUS: \${{ steps.hunt.outputs.status }}
`),
      );

      expect(code).toBe(1);
      expect(log).toContain("The token is rejected.");
      expect(log).not.toContain("This step does not run.");
    },
    time,
  );

  it(
    "masks a new token in the log of later steps",
    async () => {
      const { code, log } = await run(
        withJobs(`
  check:
    runs-on: ubuntu-latest
    steps:
      - id: hunt
        uses: huntkit/huntkit@v1
        with:
          instance: acme
          token: \${{ secrets.HUNT_TOKEN }}
          request: POST users/me/accessTokens
          body: '{"description": "Example"}'
      - run: echo "Created $DATA"
        env:
          DATA: \${{ steps.hunt.outputs.data }}
`),
      );

      expect(code, log).toBe(0);
      expect(log).toMatch(/Created \{.*"token":"\*\*\*"/);
    },
    time,
  );
});
