import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startFakeGitLab } from "@huntkit/test-kit/secret-services";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { readExamples } from "./support/docs.js";
import { createProject } from "./support/gitlab-pipeline.js";
import { isMissing } from "./support/tools.js";
import { createToken, useSandbox } from "./support/workspace.js";

const sandbox = useSandbox();

/** The pipeline of the docs, with the sandbox and with the `hunt` on the PATH. */
const readPipeline = (): string =>
  readExamples("gitlab-ci", "yaml")[0]!.replaceAll(
    "instance: acme",
    `instance: "${sandbox().url}"\n      install: none`,
  );

describe.skipIf(isMissing("rsync"))(
  "the pipeline with components, run by gitlab-ci-local",
  { timeout: 120_000 },
  () => {
    it("has the jobs of the docs in a pipeline of a protected branch", async () => {
      const { run } = await createProject(readPipeline());

      const { stdout } = await run(["--list-csv"]);

      expect(stdout.split("\n").map((line) => line.split(";")[0])).toEqual(
        expect.arrayContaining(["hunt-token", "hunt-alerts", "hunt-scan"]),
      );
      expect(stdout).not.toContain("hunt-token-rotation");
    });

    it("has no jobs in a pipeline of a branch that is not protected", async () => {
      const { run } = await createProject(readPipeline());

      const { stdout } = await run(["--list-csv"], { CI_COMMIT_REF_PROTECTED: "false" });

      expect(stdout).not.toContain("hunt-");
    });

    it("passes a value with quotes and backslashes to a job unchanged", async () => {
      const target = String.raw`O'Neil "lab" \\server`;
      const pipeline = readPipeline().replace("SRV-LEI-0012", JSON.stringify(target));
      const { run } = await createProject(pipeline);

      const { stdout } = await run(["--preview"]);

      const [, preview] = stdout.split("---\n");
      const { "hunt-scan": job } = parse(preview!) as { "hunt-scan": { variables: Record<string, unknown> } };
      expect(job.variables).toMatchObject({ HUNT_INPUT_TARGET: target, HUNT_INPUT_TIMEOUT: "30" });
    });

    it("shows a warning for a token that expires soon", async () => {
      const { run } = await createProject(readPipeline());

      const { output } = await run(["hunt-token"], { HUNT_TOKEN: sandbox().tokens.expiring });

      expect(output).toMatch(/hunt-token +finished in .* WARN 10/);
    });

    it("fails for alerts, and writes both reports", async () => {
      const { run, workspace } = await createProject(readPipeline());
      const token = sandbox().tokens.admin;

      const { output } = await run(["hunt-alerts"], { HUNT_TOKEN: token });

      expect(output).toMatch(/hunt-alerts +finished in .* FAIL 3/);
      expect(output).not.toContain(token);
      const report = JSON.parse(
        readFileSync(join(workspace.directory, "gl-code-quality-report.json"), "utf8"),
      ) as unknown[];
      expect(report).not.toEqual([]);
      expect(readFileSync(join(workspace.directory, "hunt-alerts.xml"), "utf8")).toContain("<failure");
    });

    it("rotates the token in the hidden variable of the project in a scheduled pipeline", async () => {
      const token = await createToken(sandbox());
      const gitlab = await startFakeGitLab(token, { isHidden: true });
      onTestFinished(() => gitlab.stop());
      const { run } = await createProject(
        readPipeline().replace("overwrite: true", "overwrite: true\n      if-expires-within: 400"),
      );

      const { output } = await run(["hunt-token-rotation"], {
        ...gitlab.connect().env,
        CI_PIPELINE_SOURCE: "schedule",
        HUNT_TOKEN: token,
      });

      expect(output).toMatch(/PASS +hunt-token-rotation/);
      expect(gitlab.held()).not.toBe(token);
      expect(output).not.toContain(gitlab.held());
    });
  },
);
