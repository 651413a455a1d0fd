import { describe, expect, it } from "vitest";
import { formatResults, recordAttempt } from "../src/rehearsal/report.js";

const artifact = { artifact: "hunt", size: 153_000_000, consumer: "token check" };

describe("recordAttempt", () => {
  it("has no failure if the attempt succeeds", async () => {
    expect(await recordAttempt(artifact, async () => {})).toEqual({ ...artifact, failure: undefined });
  });

  it("has the message of an error as its failure", async () => {
    const fail = () => Promise.reject(new Error("exited with code 1"));

    expect(await recordAttempt(artifact, fail)).toEqual({ ...artifact, failure: "exited with code 1" });
  });
});

describe("formatResults", () => {
  it("shows a row for each result, and each failure in full after the table", () => {
    const results = [
      { ...artifact, failure: undefined },
      {
        artifact: "@huntkit/core 1.0.0",
        size: 221_400,
        consumer: "npm install",
        failure: "Not found.\nTwice.",
      },
    ];

    expect(formatResults(results, { color: false })).toMatchInlineSnapshot(`
      "ARTIFACT                 SIZE  CONSUMER     RESULT
      hunt                 153.0 MB  token check  works
      @huntkit/core 1.0.0    221 KB  npm install  FAILS

      @huntkit/core 1.0.0, npm install:
      Not found.
      Twice.
      "
    `);
  });
});
