import { describe } from "vitest";
import type { Reporter, TestModule } from "vitest/node";
import { findEngine, type Engine } from "./find-engine.js";

const commands = ["terraform", "tofu"] as const;

const installed = new Map(commands.map((command) => [command, findEngine(command, process.env)]));

/** The end of the titles of tests whose engine is not installed. */
const missing = "which is not installed";

/**
 * Registers tests once for each engine. Tests of an engine that is not installed are skipped, and the last
 * line of the run reports them.
 *
 * @param suite registers the tests
 */
export function onEachEngine(suite: (engine: Engine) => void): void {
  for (const [command, engine] of installed) {
    const title = engine ? `on ${command} ${engine.version}` : `on ${command}, ${missing}`;
    describe.skipIf(!engine).each([title])("%s", () => {
      suite(engine ?? { command, version: "", file: command });
    });
  }
}

/**
 * Describes how many tests were skipped because an engine is not installed.
 *
 * @param names the full names of all skipped tests
 * @returns an empty string if there are none
 */
export function describeSkippedTests(names: readonly string[]): string {
  const lines = commands.flatMap((command) => {
    const { length } = names.filter((name) => name.includes(`on ${command}, ${missing}`));
    const tests = length === 1 ? "1 TEST" : `${length} TESTS`;
    return length === 0 ? [] : [`!! ${tests} SKIPPED, because ${command} is not installed.${hints[command]}`];
  });
  return lines.join("\n");
}

const hints = {
  terraform: "",
  tofu: " packages/test-kit/scripts/install-opentofu builds OpenTofu.",
};

/** Prints at the end of a run how many tests were skipped because an engine is not installed. */
export class ReportSkippedEngineTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap(({ children }) => [...children.allTests("skipped")]);
    const text = describeSkippedTests(skipped.map(({ fullName }) => fullName));
    if (text !== "") process.stdout.write(`\n${text}\n`);
  }
}
