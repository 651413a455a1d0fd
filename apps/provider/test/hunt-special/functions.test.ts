import { createExtensionTemplate } from "@huntkit/core";
import { FunctionError } from "@huntkit/terraform-plugin";
import { describe, expect, it } from "vitest";
import { daysUntil, extensionHeader } from "../../src/hunt/functions.js";
import { script } from "./sources.js";
import { startWorld } from "./world.js";

function errorOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe("days_until", () => {
  const call = (...times: [string, ...string[]]) =>
    daysUntil(() => Date.parse("2026-03-01T12:00:00Z")).call(...times);

  it("counts whole days, rounded down", () => {
    expect(call("2026-03-11T12:00:00Z")).toBe(10);
    expect(call("2026-03-11T11:59:59.999Z")).toBe(9);
    expect(call("2026-03-02T11:00:00Z")).toBe(0);
  });

  it("is negative once the time has passed", () => {
    expect(call("2026-03-01T11:59:59Z")).toBe(-1);
    expect(call("2026-02-01T12:00:00Z")).toBe(-28);
  });

  it("understands time zones", () => {
    expect(call("2026-03-02T14:00:00+02:00")).toBe(1);
    expect(call("2026-03-02T13:59:00+02:00")).toBe(0);
  });

  it("counts from another time where one is given, so that plan and apply agree", () => {
    expect(call("2026-03-11T12:00:00Z", "2026-03-10T00:00:00Z")).toBe(1);
  });

  it("blames the argument that is no time", () => {
    for (const bad of ["", "soon", "2026-02-30T00:00:00Z", "2026-03-01T25:00:00Z", "1772366400"]) {
      const error = errorOf(() => call(bad));
      expect(error).toBeInstanceOf(FunctionError);
      expect(error).toMatchObject({
        argumentIndex: 0,
        message: expect.stringContaining("Write one as RFC 3339 does"),
      });
    }
    expect(errorOf(() => call("2026-03-01T00:00:00Z", "now"))).toMatchObject({ argumentIndex: 1 });
    expect(
      errorOf(() => call("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z")),
    ).toMatchObject({ argumentIndex: 2 });
  });
});

describe("functions of the provider", () => {
  it("are called through the protocol, and blame an argument by its position", async () => {
    const { client } = await startWorld("hunt_rule", { now: "2026-03-01T12:00:00Z" });
    expect(await client.callFunction("days_until", ["2026-03-12T00:00:00Z"])).toEqual({ result: 10 });
    expect(await client.callFunction("days_until", ["soon"])).toEqual({
      error: expect.stringContaining("RFC 3339"),
      argumentIndex: 0,
    });
    expect(await client.callFunction("extension_header", [script()])).toMatchObject({
      result: {
        name: "Disk Survey",
        guid: "0f8fad5b-d9cb-469f-a165-70867728950e",
        author: "",
        created: null,
        args: [],
      },
    });
    expect(await client.callFunction("extension_header", ["x = 1"])).toEqual({
      error: expect.stringContaining("The header is missing"),
      argumentIndex: 0,
    });
  });
});

describe("extension_header", () => {
  it("tells what the header says", async () => {
    const template = await createExtensionTemplate(
      { name: "Host Isolation", type: "response", author: "Ada" },
      { uuid: () => "0f8fad5b-d9cb-469f-a165-70867728950e" },
    );
    const header = await extensionHeader.call(template);
    expect(header).toMatchObject({
      filetype: "Infocyte Extension",
      name: "Host Isolation",
      type: "response",
      author: "Ada",
      guid: "0f8fad5b-d9cb-469f-a165-70867728950e",
    });
    expect(Object.keys(header ?? {}).sort()).toEqual(Object.keys(extensionHeader.returns[1]).sort());
    expect(header?.args?.[0]).toMatchObject({
      name: "path",
      type: "string",
      default: expect.toSatisfy((value) => value === null || typeof value === "string"),
    });
  });

  it("blames the script whose header cannot be read, with the place", async () => {
    const bad = ["--[=[", "filetype: Infocyte Extension", "name: [", "]=]", "x = 1"].join("\n");
    await expect(extensionHeader.call(bad)).rejects.toMatchObject({
      argumentIndex: 0,
      message: expect.stringMatching(/^Invalid YAML: .* at line \d/),
    });
    await expect(extensionHeader.call("x = 1")).rejects.toMatchObject({
      argumentIndex: 0,
      message: expect.stringContaining("The header is missing"),
    });
  });

  it("says that it takes the content where the name of a file is given", async () => {
    await expect(extensionHeader.call("scripts/isolate.lua")).rejects.toMatchObject({
      message: expect.stringContaining("Give its content: file("),
    });
  });
});
