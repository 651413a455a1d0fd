import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HuntInputError } from "../../src/index.js";
import {
  toAntivirusScan,
  toScanOptions,
  scanParts,
  type ScanChoice,
  type ScanOptions,
} from "../../src/tasks/scan-options.js";

const partsThatAreOn = (options: ScanOptions) => scanParts.filter((part) => options[part]);

describe("scan options", () => {
  it("are by default all but installed and hook", () => {
    expect(toScanOptions()).toEqual(toScanOptions("default"));
    expect(scanParts.filter((part) => !toScanOptions()[part])).toEqual(["installed", "hook"]);
  });

  it("are nothing when empty", () => {
    expect(partsThatAreOn(toScanOptions("empty"))).toEqual([]);
  });

  it("turn on what is listed, and say of every other part that it is off", () => {
    fc.assert(
      fc.property(fc.subarray([...scanParts]), (parts) => {
        const options = toScanOptions(parts);
        expect(partsThatAreOn(options)).toEqual(parts);
        expect(Object.keys(options).sort()).toEqual([...scanParts].sort());
        expect(toScanOptions(options)).toEqual(options);
      }),
    );
  });

  it("written out keep their extensions, and what is absent is off", () => {
    const extensions = [{ id: "6f1f6f7e-0000-4000-8000-000000000001", args: { depth: 2 }, order: 5 }];
    expect(toScanOptions({ process: true, hook: false, extensions })).toEqual({
      ...toScanOptions(["process"]),
      extensions,
    });
  });

  it.each<[string, unknown]>([
    ["in a list", ["process", "proces"]],
    ["among options", { proces: true }],
    ["in place of a list", "proces"],
  ])("refuse a part that does not exist, %s, and name those that do", (_, choice) => {
    const refuse = () => toScanOptions(choice as ScanChoice);
    expect(refuse).toThrow(HuntInputError);
    expect(refuse).toThrow(expect.objectContaining({ input: "options", problem: "unknown" }));
    expect(refuse).toThrow(/"proces".*process, module, .*"default"/);
  });
});

describe("toAntivirusScan", () => {
  it("returns the options and the task name of a quick scan that was executed on a live instance", () => {
    const { options, taskName } = toAntivirusScan("quick");

    expect(taskName).toBe("Scan - AV Quick");
    expect(Object.entries(options).filter(([, isOn]) => isOn)).toEqual([
      ["diskScan", true],
      ["quickScan", true],
    ]);
    expect(options).not.toHaveProperty("installed");
  });

  it("swaps the switches for a full scan", () => {
    expect(toAntivirusScan("full")).toMatchObject({
      options: { diskScan: true, quickScan: false, fullScan: true },
      taskName: "Scan - AV Full",
    });
  });
});
