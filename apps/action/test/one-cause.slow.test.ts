import type { ActionRun } from "@huntkit/test-kit";
import type { Fault } from "@huntkit/sandbox";
import { describe, expect, it } from "vitest";
import { run, unknownToken, useSandbox } from "./helpers.js";
import { startWorld } from "./rotation/world.js";

const sandbox = useSandbox();
const features = { request: "GET Alerts", limit: "1", scan: "Lab", "fail-on-severity": "high" };

/** Runs the features without the check, so each of them sends its own requests. */
const runFeatures = (inputs: Record<string, string> = {}) =>
  run({ instance: sandbox().url, token: sandbox().tokens.admin, check: "false", ...features, ...inputs });

/** Returns the errors of a step, and the sections of its summary about failures. */
function listFailures({ annotations, summary }: ActionRun) {
  return {
    errors: annotations.filter(({ level }) => level === "error").map(({ title }) => title),
    sections: summary.match(/^### ❌ .*/gm),
  };
}

describe("a cause that concerns several features", () => {
  it.each<[string, Fault]>([
    ["an error of the server or a proxy (503)", { kind: "status", status: 503 }],
    ["too many requests (429)", { kind: "status", status: 429, retryAfter: 60 }],
    ["no response", { kind: "hang" }],
    ["a web page", { kind: "html" }],
    ["a redirect", { kind: "redirect", location: "https://elsewhere.example/login" }],
    ["a reset connection", { kind: "reset" }],
  ])("fails the step with one error, and skips the other features: %s", async (_, fault) => {
    sandbox().faults.add({ times: Infinity, ...fault });

    const step = await runFeatures({ "timeout-seconds": "1" });

    expect(listFailures(step)).toEqual({
      errors: ["GET Alerts failed"],
      sections: ["### ❌ GET Alerts failed"],
    });
    expect(step.log).toContain("Scan skipped: HUNT could not be reached.");
    expect(step.log).toContain("Alert gate skipped: HUNT could not be reached.");
  });

  it("fails the step with one error if HUNT does not accept the token", async () => {
    const step = await runFeatures({ token: unknownToken });

    expect(listFailures(step)).toEqual({
      errors: ["GET Alerts failed"],
      sections: ["### ❌ GET Alerts failed"],
    });
    expect(step.log).toContain("Scan skipped: HUNT does not accept the token.");
    expect(step.log).toContain("Alert gate skipped: HUNT does not accept the token.");
  });

  it("continues with the other features if HUNT denies only one request", async () => {
    sandbox().faults.add({ times: Infinity, kind: "status", status: 401, match: "GET Alerts" });

    const step = await runFeatures();

    expect(listFailures(step).errors).toEqual(["GET Alerts failed", "The scan did not start"]);
  });

  it("warns once if the secret cannot be read before a rotation is due", async () => {
    const world = await startWorld();

    const { annotations } = await world.run({ "rotate-days": "5", "secret-name": "NO_SUCH" });

    expect(annotations.map(({ title }) => title)).toEqual([
      "The next rotation would fail",
      "The HUNT token expires in 10 days",
    ]);
  });

  it("fails the step with one error if the secret cannot be read when a rotation is due", async () => {
    const world = await startWorld();

    const { annotations } = await world.run({ "secret-name": "NO_SUCH" });

    expect(annotations.map(({ level, title }) => `${level}: ${title}`)).toEqual([
      "error: Could not rotate the HUNT token",
      "warning: The HUNT token expires in 10 days",
    ]);
  });
});
