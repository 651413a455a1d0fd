import { createExtensionTemplate } from "@huntkit/core";
import { FunctionError } from "@huntkit/terraform-plugin";
import { describe, expect, it } from "vitest";
import { daysUntil, extensionHeader } from "../../src/hunt/functions.js";
import { script } from "./sources.js";
import { startWorld } from "./world.js";

function catchError(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe("days_until", () => {
  const call = (...times: [string, ...string[]]) =>
    daysUntil(() => Date.parse("2026-03-01T12:00:00Z")).call(...times);

  it("returns whole days, rounded down", () => {
    expect(call("2026-03-11T12:00:00Z")).toBe(10);
    expect(call("2026-03-11T11:59:59.999Z")).toBe(9);
    expect(call("2026-03-02T11:00:00Z")).toBe(0);
  });

  it("returns a negative number after the time", () => {
    expect(call("2026-03-01T11:59:59Z")).toBe(-1);
    expect(call("2026-02-01T12:00:00Z")).toBe(-28);
  });

  it("supports time zones", () => {
    expect(call("2026-03-02T14:00:00+02:00")).toBe(1);
    expect(call("2026-03-02T13:59:00+02:00")).toBe(0);
  });

  it("counts from the second argument, so plan and apply agree", () => {
    expect(call("2026-03-11T12:00:00Z", "2026-03-10T00:00:00Z")).toBe(1);
  });

  it.each(["", "soon", "2026-02-30T00:00:00Z", "2026-03-01T25:00:00Z", "1772366400"])(
    "rejects an invalid time: %j",
    (invalid) => {
      const error = catchError(() => call(invalid));

      expect(error).toBeInstanceOf(FunctionError);
      expect(error).toMatchObject({
        argumentIndex: 0,
        message: expect.stringContaining("is not a valid time. Use RFC 3339"),
      });
    },
  );

  it("reports the position of an invalid second argument", () => {
    expect(catchError(() => call("2026-03-01T00:00:00Z", "now"))).toMatchObject({ argumentIndex: 1 });
  });

  it("rejects a third argument", () => {
    const time = "2026-03-01T00:00:00Z";

    expect(catchError(() => call(time, time, time))).toMatchObject({ argumentIndex: 2 });
  });
});

describe("the functions of the provider, called through the protocol,", () => {
  it.each<[string, string, unknown]>([
    ["days_until", "2026-03-12T00:00:00Z", 10],
    [
      "extension_header",
      script(),
      expect.objectContaining({
        name: "Disk Survey",
        guid: "0f8fad5b-d9cb-469f-a165-70867728950e",
        author: "",
        created: null,
        args: [],
      }),
    ],
  ])("return a result: %s", async (name, argument, result) => {
    const { client } = await startWorld("hunt_rule", { now: "2026-03-01T12:00:00Z" });

    expect(await client.callFunction(name, [argument])).toEqual({ result });
  });

  it.each([
    ["days_until", "soon", "RFC 3339"],
    ["extension_header", "x = 1", "The header is missing"],
  ])("return the position of an invalid argument: %s", async (name, argument, message) => {
    const { client } = await startWorld("hunt_rule");

    expect(await client.callFunction(name, [argument])).toEqual({
      error: expect.stringContaining(message),
      argumentIndex: 0,
    });
  });
});

describe("extension_header", () => {
  it("returns the header of a script", async () => {
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

  it("reports the line of an invalid header, or that there is none", async () => {
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

  it("explains that the content is required if the argument is the name of a file", async () => {
    await expect(extensionHeader.call("scripts/isolate.lua")).rejects.toMatchObject({
      message: expect.stringContaining("Pass its content: file("),
    });
  });
});
