import { statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { atHunt } from "./support/at-hunt.js";
import { createCheckout, readBlocks } from "./support/recipe.js";

const instance = atHunt();
const { sandbox } = instance;

// No alert is new three days later, so the alerts do not fail a pipeline.
beforeEach(() => sandbox().clock.set("2026-03-04T12:00:00Z"));

const expiring = (): Record<string, string> => ({ HUNT_TOKEN: sandbox().tokens.expiring });

describe("the recipe for GitLab CI", { timeout: 90_000 }, () => {
  interface Job {
    script: string[];
    allow_failure?: { exit_codes: number[] };
    stage: string;
  }

  const readPipeline = () => {
    const {
      stages,
      default: common,
      ...jobs
    } = parse(readBlocks("gitlab-ci", "yaml")[1]!) as {
      stages: string[];
      default: { before_script: string[] };
    } & Record<string, Job>;
    return { stages, common, jobs: jobs as Record<string, Job> };
  };

  it("has only jobs of a known stage in the recipe for GitLab CI", () => {
    const { stages, jobs } = readPipeline();

    for (const [name, { stage }] of Object.entries(jobs)) expect(stages, name).toContain(stage);
  });

  it("runs all jobs of the recipe for GitLab CI successfully", async () => {
    const { common, jobs } = readPipeline();
    const { directory, run } = await createCheckout(instance);

    const codes: Record<string, number | null> = {};
    for (const [name, job] of Object.entries(jobs))
      codes[name] = (
        await run([...common.before_script, ...job.script].join("\n"), { GITLAB_CI: "true" })
      ).code;

    expect(codes).toEqual({ token: 0, alerts: 0, rules: 0, report: 0 });
    expect(statSync(join(directory, "alerts.ndjson")).isFile()).toBe(true);
    for (const file of ["hunt.xml", "gl-code-quality-report.json"])
      expect(statSync(join(directory, file)).size, file).toBeGreaterThan(0);
  });

  it("allows the exit code for a token that expires soon in the recipe for GitLab CI", async () => {
    const { token } = readPipeline().jobs;
    const { run } = await createCheckout(instance);

    const { code } = await run(token!.script.join("\n"), expiring());

    expect(token!.allow_failure!.exit_codes).toContain(code);
  });
});
