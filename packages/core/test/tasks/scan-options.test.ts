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

describe("toScanOptions", () => {
  it("enables everything except installed and hook by default", () => {
    expect(toScanOptions()).toEqual(toScanOptions("default"));
    expect(scanParts.filter((part) => !toScanOptions()[part])).toEqual(["installed", "hook"]);
  });

  it('enables nothing for "empty"', () => {
    expect(partsThatAreOn(toScanOptions("empty"))).toEqual([]);
  });

  it("enables the listed parts, and disables all others explicitly", () => {
    fc.assert(
      fc.property(fc.subarray([...scanParts]), (parts) => {
        const options = toScanOptions(parts);
        expect(partsThatAreOn(options)).toEqual(parts);
        expect(Object.keys(options).sort()).toEqual([...scanParts].sort());
        expect(toScanOptions(options)).toEqual(options);
      }),
    );
  });

  it("keeps the extensions of an options object, and disables missing parts", () => {
    const extensions = [{ id: "6f1f6f7e-0000-4000-8000-000000000001", args: { depth: 2 }, order: 5 }];
    expect(toScanOptions({ process: true, hook: false, extensions })).toEqual({
      ...toScanOptions(["process"]),
      extensions,
    });
  });

  it.each<[string, unknown]>([
    ["in a list", ["process", "proces"]],
    ["among options", { proces: true }],
    ["instead of a list", "proces"],
  ])("rejects an unknown part %s, and lists the existing ones", (_, choice) => {
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

  it("sets fullScan instead of quickScan for a full scan", () => {
    expect(toAntivirusScan("full")).toMatchObject({
      options: { diskScan: true, quickScan: false, fullScan: true },
      taskName: "Scan - AV Full",
    });
  });
});
