import { describe, expect, it } from "vitest";
import type { ActionRun } from "@huntkit/test-kit";
import { startWorld } from "./rotation/world.js";
import { nowhere, run, unknownToken, useSandbox } from "./helpers.js";

const sandbox = useSandbox();
const step = (inputs: Record<string, string>) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, ...inputs });

/** Expects one failure, as an annotation and as a section of the job summary with the same text. */
function expectOneFailure({ exitCode, annotations, summary }: ActionRun, heading: string): void {
  expect(exitCode).toBe(1);
  const errors = annotations.filter(({ level }) => level === "error");
  expect(errors).toHaveLength(1);
  expect(summary.split(`### ❌ ${heading}\n`)).toHaveLength(2);
  expect(summary).toContain(errors[0]!.message);
}

describe("the job summary of a step that fails", () => {
  it("adds a section to the job summary for an invalid input", async () => {
    const failed = await run({ instance: nowhere, token: unknownToken, "warn-days": "soon" });

    expectOneFailure(failed, "The step failed");
  });

  it("adds a section to the job summary for a target group that does not exist", async () => {
    const failed = await step({ "fail-on-severity": "high", "target-group": "typo" });

    expectOneFailure(failed, "Alert gate failed");
  });

  it("adds a section to the job summary for a host that does not exist", async () => {
    const failed = await step({ "fail-on-severity": "high", hostname: "typo" });

    expectOneFailure(failed, "Alert gate failed");
  });

  it("adds a section to the job summary for a request that failed", async () => {
    const failed = await step({ request: "GET Alert" });

    expectOneFailure(failed, "GET Alert failed");
  });

  it("adds a section to the job summary for too many results", async () => {
    const failed = await step({ request: "GET Agents", limit: "5", "max-results": "2" });

    expectOneFailure(failed, "GET Agents failed");
  });

  it("adds a section to the job summary for a rotation that failed", async () => {
    const world = await startWorld();

    const failed = await world.run({ "secret-name": "NO_SUCH_SECRET" });

    expectOneFailure(failed, "Could not rotate the HUNT token");
  });

  it("adds one section to the job summary if HUNT cannot be reached, and skips the other features", async () => {
    const failed = await run({
      instance: nowhere,
      token: unknownToken,
      check: "false",
      request: "GET Alerts",
      scan: "Lab",
      "fail-on-severity": "high",
    });

    expectOneFailure(failed, "GET Alerts failed");
    expect(failed.log).toContain("Scan skipped: HUNT could not be reached.");
    expect(failed.log).toContain("Alert gate skipped: HUNT could not be reached.");
  });
});

describe("a request for a field that does not exist", () => {
  it.each([{ fields: "hostnme" }, { where: '{"hostnme": "a"}' }, { order: "hostnme" }])(
    "suggests the nearest field for a field that does not exist: %j",
    async (part) => {
      const { exitCode, annotations, outputs } = await step({ request: "GET Agents", ...part });

      expect(exitCode).toBe(1);
      expect(annotations[0]!.message).toContain("Did you mean hostname?");
      expect(outputs["count"]).toBe("");
    },
  );
});

describe("a list of requests with a field that does not exist", () => {
  it("names the part with its place in the list", async () => {
    const requests = "- {id: a, request: GET Agents/count}\n- {id: b, request: GET Agents, fields: hostnme}";

    const { annotations } = await step({ requests });

    expect(annotations[0]!.message).toMatch(/^requests\[1\]\.fields: Agents has no property "hostnme"/);
  });
});

describe("a request to a route that does not exist", () => {
  it("suggests the nearest model for a route that does not exist", async () => {
    const { annotations } = await step({ request: "GET Alert" });

    expect(annotations[0]!.message).toContain("Did you mean Alerts? The /explorer page");
  });
});
