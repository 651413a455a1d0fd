import { describe, expect, it } from "vitest";
import { getVariable, jobs } from "../src/jobs.js";
import { readScript } from "../src/source.js";
import { readFlags } from "./support/hunt.js";

const flags = readFlags();

describe.each(jobs)("the job $name", ({ name, command, inputs }) => {
  const withFlag = inputs.filter(({ flag }) => flag !== undefined);

  it("has only inputs whose flag exists and accepts a value of their type", () => {
    const known = flags.get(command)!;

    for (const { flag, type } of withFlag) {
      expect([...known.keys()]).toContain(flag);
      expect(known.get(flag!)!.takesValue, flag).toBe(type !== "boolean");
    }
  });

  it("has the values of a flag as the options of its input", () => {
    const known = flags.get(command)!;

    for (const { flag, options } of withFlag.filter((input) => input.options !== undefined))
      expect(options, flag).toEqual(known.get(flag!)!.values);
  });

  it("uses each input without a flag in a script, and no other inputs", () => {
    const text = readScript("install") + readScript(name);
    const used = new Set(text.match(/\bHUNT_INPUT_\w+/g));
    const forAlerts = text.includes("report_alerts") ? ["HUNT_INPUT_ON_ALERTS"] : [];

    const known = new Set(inputs.map(getVariable));
    const needed = inputs.filter(({ flag }) => flag === undefined).map(getVariable);
    expect([...used].filter((variable) => !known.has(variable))).toEqual([]);
    expect(needed.sort()).toEqual(
      ["HUNT_INSTANCE", ...forAlerts, ...used].filter((variable) => needed.includes(variable)).sort(),
    );
  });
});
