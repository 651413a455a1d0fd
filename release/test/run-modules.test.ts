import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { moduleParameters, runModules } from "../src/executables/run-modules.js";

/** Runs modules by name, and returns what they pass to `report`, and the scripts that were loaded. */
function run(modules: Record<string, string>): { reported: unknown[]; scripts: Map<string, Script> } {
  const files = new Map<string, Uint8Array>();
  for (const [name, source] of Object.entries(modules)) {
    const code = `(function (${moduleParameters}) {${source}\n})`;
    files.set(`code/${name}`, Buffer.from(code, "utf16le"));
    files.set(`cache/${name}`, new Script(code).createCachedData());
  }
  const reported: unknown[] = [];
  const scripts = new Map<string, Script>();
  runModules("main.cjs", {
    read: (key) => files.get(key)!,
    require: (name) => (name === "report" ? (value: unknown) => reported.push(value) : name),
    onLoad: (name, script) => scripts.set(name, script),
  });
  return { reported, scripts };
}

describe("runModules", () => {
  it("loads modules relative to the one that requires them", () => {
    const { reported } = run({
      "main.cjs": `require("report")(require("./commands/list.cjs").title);`,
      "commands/list.cjs": `exports.title = require("../text.cjs").title;`,
      "text.cjs": `exports.title = "Größe ✓";`,
    });

    expect(reported).toEqual(["Größe ✓"]);
  });

  it("loads modules of Node with the function of the executable", () => {
    expect(run({ "main.cjs": `require("report")(require("node:fs"));` }).reported).toEqual(["node:fs"]);
  });

  it("executes a module once, also if modules require each other", () => {
    const { reported } = run({
      "main.cjs": `require("./one.cjs"); require("./two.cjs");`,
      "one.cjs": `exports.name = "one"; require("report")(require("./two.cjs").name);`,
      "two.cjs": `exports.name = "two"; require("report")(require("./one.cjs").name);`,
    });

    expect(reported).toEqual(["one", "two"]);
  });

  it("does not load a module that is not required", () => {
    const { scripts } = run({ "main.cjs": "", "other.cjs": "" });

    expect([...scripts.keys()]).toEqual(["main.cjs"]);
  });

  it("uses the cache of compiled code", () => {
    expect(run({ "main.cjs": "" }).scripts.get("main.cjs")!.cachedDataRejected).toBe(false);
  });
});
