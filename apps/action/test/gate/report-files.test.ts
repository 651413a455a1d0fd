import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expectNoToken } from "@huntkit/testing";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { toReportFiles } from "../../src/gate/report-files.js";
import { toGate } from "../../src/gate/find-alerts.js";
import { parseStepInputs, run, useSandbox } from "../helpers.js";

const sandbox = useSandbox();

/** Runs the gate in a workspace, and returns a function that reads a file of it. */
async function gate(inputs: Record<string, string>, workspace = temporaryDirectory()) {
  const { url: instance, tokens } = sandbox();
  const step = { instance, token: tokens.admin, ...inputs };
  const result = await run(step, { env: { GITHUB_WORKSPACE: workspace } });
  const read = (path: string) => readFileSync(join(workspace, path), "utf8");
  return { ...result, read, exists: (path: string) => existsSync(join(workspace, path)) };
}

interface SarifLog {
  readonly runs: readonly [
    { readonly results: readonly { readonly locations: readonly [{ readonly physicalLocation: object }] }[] },
  ];
}

const severe = { "fail-on-severity": "high", since: "14d" };

describe("sarif-file and junit-file", () => {
  it("contain all alerts, also if there are more than the job summary shows", async () => {
    const { exitCode, outputs, log, read } = await gate({
      "fail-on-severity": "low",
      since: "30d",
      "sarif-file": "reports/hunt.sarif",
      "junit-file": "hunt.xml",
    });

    const total = Number(outputs["alerts"]);
    const [{ results }] = (JSON.parse(read("reports/hunt.sarif")) as SarifLog).runs;
    expect(exitCode).toBe(1);
    expect(total).toBeGreaterThan(100);
    expect(results).toHaveLength(total);
    expect(results[0]!.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: ".github/workflows/hunt.yml" },
    });
    expect(read("hunt.xml")).toContain(`<testsuites name="HUNT alerts" tests="${total}" failures="${total}"`);
    expect(log.join("\n")).toMatch(/^Wrote [\d,]+ alerts to .*reports\/hunt\.sarif\.$/m);
    expectNoToken([read("hunt.xml"), read("reports/hunt.sarif")], sandbox().tokens.admin);
  });

  it("are also written if there are no alerts, so GitHub closes the earlier ones", async () => {
    const { exitCode, read } = await gate({
      "fail-on-severity": "critical",
      since: "1m",
      "sarif-file": "hunt.sarif",
      "junit-file": "hunt.xml",
    });

    const [{ results }] = (JSON.parse(read("hunt.sarif")) as SarifLog).runs;
    expect(exitCode).toBe(0);
    expect(results).toEqual([]);
    expect(read("hunt.xml")).toContain('name="No alerts"');
  });

  it("fail the step if they cannot be written, after the alerts were reported", async () => {
    const workspace = temporaryDirectory();
    mkdirSync(join(workspace, "hunt.sarif"));

    const { exitCode, annotations, outputs } = await gate(
      { ...severe, "sarif-file": "hunt.sarif" },
      workspace,
    );

    expect(exitCode).toBe(1);
    expect(Number(outputs["alerts"])).toBeGreaterThan(0);
    expect(annotations.at(-1)).toMatchObject({
      title: "Alert gate failed",
      message: expect.stringMatching(/^sarif-file: .*hunt\.sarif.* \(HUNT_INPUT_FILE\)$/) as string,
    });
  });

  it("are not written if the gate cannot read the alerts", async () => {
    sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 403 });

    const { exitCode, exists } = await gate({ ...severe, "sarif-file": "hunt.sarif" });

    expect(exitCode).toBe(1);
    expect(exists("hunt.sarif")).toBe(false);
  });
});

describe("toReportFiles", () => {
  const convert = (inputs: Record<string, string>, env: NodeJS.ProcessEnv = {}) =>
    toReportFiles(parseStepInputs({ "fail-on-severity": "high", ...inputs }), env);

  it("returns no files without the inputs", () => {
    expect(convert({})).toEqual([]);
  });

  it("resolves paths in the workspace", () => {
    const [file] = convert({ "junit-file": "out/hunt.xml" }, { GITHUB_WORKSPACE: "/work" });

    expect(file!.path).toBe("/work/out/hunt.xml");
  });

  it("requires sarif-location if the runner does not name the workflow", () => {
    expect(() => convert({ "sarif-file": "hunt.sarif" })).toThrow(
      "Input 'sarif-file' requires 'sarif-location', because the runner does not name the file of the workflow.",
    );
  });

  it.each(["/etc/passwd", "../x.yml", "C:\\x.yml"])(
    "rejects a sarif-location that is not a file in the repository: %s",
    (location) => {
      expect(() => convert({ "sarif-file": "hunt.sarif", "sarif-location": location })).toThrow(
        `Invalid value "${location}" for 'sarif-location'. Use a path in the repository`,
      );
    },
  );

  it("suggests the nearest file for a sarif-location that does not exist in the repository", () => {
    const workspace = temporaryDirectory({ ".git/HEAD": "", "ci/deploy.yml": "" });
    const inputs = { "sarif-file": "hunt.sarif", "sarif-location": "ci/deploi.yml" };

    expect(() => convert(inputs, { GITHUB_WORKSPACE: workspace })).toThrow(
      `Invalid value "ci/deploi.yml" for 'sarif-location'. The repository has no such file. Did you mean ci/deploy.yml?`,
    );
  });
});

it("toGate reads more alerts for a file than for the job summary", () => {
  const read = (inputs: Record<string, string>) =>
    toGate(parseStepInputs({ "fail-on-severity": "high", ...inputs })).maxListed;

  expect(read({})).toBe(100);
  expect(read({ "junit-file": "hunt.xml" })).toBe(5_000);
  expect(read({ "sarif-file": "hunt.sarif" })).toBe(5_000);
});
