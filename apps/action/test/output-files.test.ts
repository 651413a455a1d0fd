import { describe, expect, it } from "vitest";
import { OutputFiles } from "../src/output-files.js";
import { nowhere, run, unknownToken } from "./helpers.js";

describe("two inputs that name the same file", () => {
  it.each([
    [{ "sarif-file": "./hunt", "junit-file": "hunt" }, "'sarif-file' and 'junit-file'"],
    [
      { request: "GET Alerts", "output-file": "hunt.json", "sarif-file": "out/../hunt.json" },
      "'output-file' and 'sarif-file'",
    ],
    [
      { request: "GET Alerts", "output-file": "hunt.json", "junit-file": "HUNT.json" },
      "'output-file' and 'junit-file'",
    ],
    [
      {
        requests:
          "- {id: a, request: GET Alerts, output-file: a.json}\n- {id: b, request: GET Agents, output-file: A.JSON}",
      },
      "'requests[0].output-file' and 'requests[1].output-file'",
    ],
  ])("fail the step before a request is sent: %j", async (inputs, names) => {
    const { exitCode, annotations } = await run({
      instance: nowhere,
      token: unknownToken,
      "fail-on-severity": "high",
      ...inputs,
    });

    expect(exitCode).toBe(1);
    expect(annotations.map(({ message }) => message)).toEqual([
      `Inputs ${names} name the same file. Use a different file for each. (HUNT_INPUT_FILE)`,
    ]);
  });
});

it("OutputFiles accepts files with different paths", () => {
  const files = new OutputFiles();

  files.add({ path: "/work/a.json", place: "output-file" });

  expect(() => files.add({ path: "/work/b.json", place: "sarif-file" })).not.toThrow();
});
