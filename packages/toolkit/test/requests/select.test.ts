import { describe, expect, it } from "vitest";
import { compileSelect } from "../../src/requests/select.js";

describe("compileSelect", () => {
  it("returns the result of the expression", async () => {
    const select = await compileSelect("[?severity=='high'].hostname", "select");

    expect(select([{ severity: "high", hostname: "ws-1" }, { severity: "low" }])).toEqual(["ws-1"]);
  });

  it("returns null if the expression finds nothing", async () => {
    const select = await compileSelect("missing", "select");

    expect(select({})).toBeNull();
    expect(select(undefined)).toBeNull();
  });

  it("throws if the expression is invalid", async () => {
    await expect(compileSelect("[?", "--select")).rejects.toThrow(
      /^--select: it is not a valid JMESPath expression/,
    );
  });

  it("throws if the expression does not match the data", async () => {
    const select = await compileSelect("length(@)", "select");

    expect(() => select(42)).toThrow(expect.objectContaining({ code: "HUNT_INPUT", problem: "data" }));
  });
});
