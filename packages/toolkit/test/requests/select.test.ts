import { describe, expect, it } from "vitest";
import { compileSelect } from "../../src/requests/select.js";

describe("compileSelect", () => {
  it("returns what the expression finds", async () => {
    const select = await compileSelect("[?severity=='high'].hostname", "select");

    expect(select([{ severity: "high", hostname: "ws-1" }, { severity: "low" }])).toEqual(["ws-1"]);
  });

  it("returns null if there is nothing", async () => {
    const select = await compileSelect("missing", "select");

    expect(select({})).toBeNull();
    expect(select(undefined)).toBeNull();
  });

  it("throws if the expression is not valid", async () => {
    await expect(compileSelect("[?", "--select")).rejects.toThrow(/^--select: it is no JMESPath expression/);
  });

  it("throws if the expression does not fit the data", async () => {
    const select = await compileSelect("length(@)", "select");

    expect(() => select(42)).toThrow(expect.objectContaining({ code: "HUNT_INPUT", problem: "data" }));
  });
});
