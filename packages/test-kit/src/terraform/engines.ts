import { spawnSync } from "node:child_process";
import { describe } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

/** A Terraform or an OpenTofu. */
export interface Engine {
  readonly command: "terraform" | "tofu";
  /** `1.11.4` */
  readonly version: string;
}

/** Those on the PATH, which is looked through once. */
export const engines: readonly Engine[] = (["terraform", "tofu"] as const).flatMap((command) => {
  const { status, stdout } = spawnSync(command, ["version", "-json"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  return status === 0
    ? [{ command, version: (JSON.parse(stdout) as { terraform_version: string }).terraform_version }]
    : [];
});

/** What stands in for an engine in tests that are left out. */
const nothing: Engine = { command: "terraform", version: "" };

/**
 * Registers tests once for each engine on the PATH. Where there is none, they are left out, and the run's last line says so.
 *
 * @param suite registers them
 */
export function onEachEngine(suite: (engine: Engine) => void): void {
  const none = engines.length === 0;
  const named: [title: string, engine: Engine][] = none
    ? [[missingEngine, nothing]]
    : engines.map((engine) => [`on ${engine.command} ${engine.version}`, engine]);
  describe.skipIf(none).each(named)("%s", (_, engine) => {
    suite(engine);
  });
}

/** Marks tests that need Terraform or OpenTofu when neither is on the PATH. */
export const missingEngine = "on neither Terraform nor OpenTofu, as none is on the PATH";

/** Prints at the end of a run how many tests were skipped because no engine is on the PATH. */
export class ReportSkippedEngineTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules
      .flatMap(({ children }) => [...children.allTests("skipped")])
      .filter(({ fullName }) => fullName.includes(missingEngine));
    if (skipped.length === 0) return;
    process.stdout.write(
      `\n!! ${skipped.length} TESTS SKIPPED: they need terraform or tofu on the PATH. Install one and run again.\n`,
    );
  }
}
