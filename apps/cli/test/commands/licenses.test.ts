import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hunt } from "../support/hunt.js";

describe("hunt licenses", () => {
  it("prints the licenses of the packages in its bundle", async () => {
    const licenses = readFileSync(new URL("../../dist/LICENSES.txt", import.meta.url), "utf8");

    const outcome = await hunt(["licenses"], { asProcess: true });

    expect(outcome).toEqual({ code: 0, stdout: licenses, stderr: "" });
    expect(outcome.stdout).toMatch(/^commander \d\S+ \(MIT\)$/m);
  });
});
