import { createRandom, findBreakouts, startHostileHunt } from "@huntkit/test-kit";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken } from "@huntkit/testing";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { atHunt } from "./support/at-hunt.js";
import { hunt as run, signedIn } from "./support/hunt.js";

const { sandbox } = atHunt();
const seed = Number(process.env["FC_SEED"] ?? 20_261_129);
const runs = 24;

const commands: readonly (readonly string[])[] = [
  ["token", "check"],
  ["token", "check", "--json"],
  ["token", "list", "--all"],
  ["token", "create", "--description", "x", "--", "sh", "-c", "cat >/dev/null"],
  ["token", "revoke", "no such token", "--yes"],
  ["token", "rotate", "--yes", "--", "sh", "-c", "cat >/dev/null"],
  ["auth", "status"],
  ["doctor"],
  ["alert", "list"],
  ["alert", "list", "--json"],
  ["alert", "list", "--format", "sarif", "--location", "ci.yml"],
  ["alert", "list", "--format", "junit"],
  ["alert", "list", "--format", "code-quality", "--location", "ci.yml"],
  ["alert", "list", "--format", "markdown"],
  ["token", "check", "--format", "prometheus"],
  ["token", "list", "--all", "--format", "prometheus"],
  ["alert", "get", "0"],
  ["alert", "watch", "--once", "--since", "30d"],
  ["alert", "archive", "--severity", "low", "--dry-run"],
  ["agent", "list"],
  ["agent", "get", "ws"],
  ["agent", "scan", "*", "--yes"],
  ["agent", "isolate", "*", "--dry-run"],
  ["target", "list"],
  ["target", "get", "Lab"],
  ["target", "create", "new"],
  ["target", "rename", "Lab", "Office", "--yes"],
  ["task", "list"],
  ["task", "get", "00000000-0000-0000-0000-000000000000"],
  ["scan", "Office"],
  ["scan", "10.0.0.1"],
  ["respond", "x", "ws"],
  ["schedule", "list"],
  ["schedule", "add", "Office", "0 3 * * *", "--yes"],
  ["rule", "list"],
  ["extension", "list"],
  ["rule", "pull", "rules"],
  ["rule", "diff", "rules"],
  ["extension", "pull", "extensions"],
  ["export", "Alerts", "--output", "alerts.csv"],
  ["api", "GET", "Alerts"],
  ["api", "GET", "Targets/count"],
];

/**
 * Wide enough that no line is wrapped. The check reads the first word of each line, which wrapping would
 * change.
 */
const terminalColumns = 20_000;

describe("hunt, with hostile text in every response of HUNT", () => {
  it.each(Array.from({ length: runs }, (_, index) => seed + index))(
    "escapes hostile text in the output of every command, in pipes and in terminals (seed %i)",
    async (each) => {
      const random = createRandom(each);
      const token = sandbox().tokens.admin;
      const errorRate = each % 3 === 0 ? 0.4 : 0;
      const hostile = await startHostileHunt({ target: sandbox().url, seed: each, token, errorRate });
      const cwd = temporaryDirectory();
      const env = { ...signedIn(hostile.url, token), NO_COLOR: "1", HOME: join(cwd, "home") };

      const results: string[] = [];
      for (const command of commands) {
        const isInTerminal = random() < 0.5;
        const { stdout, stderr } = await run(command, {
          cwd,
          env: { ...env, ...(isInTerminal && { HUNT_FORCE_TTY: String(terminalColumns) }) },
        });
        const output = `${stdout}\n${stderr}`;
        expectNoToken(output, token);
        const found = findBreakouts(output, command.includes("diff"));
        results.push(...found.map((breakout) => `${command.join(" ")}: ${breakout}`));
      }
      await hostile.stop();

      expect(results).toEqual([]);
    },
  );
});
