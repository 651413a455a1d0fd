import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startSandbox } from "@huntkit/sandbox";
import { formatTerminalSvg } from "./terminal-svg.js";

/** The commands that show a table, a bar, or a chart, by the name of their page and picture. */
const commands: Readonly<Record<string, string>> = {
  "token-check": "hunt token check --warn-days 30",
  "token-list": "hunt token list --all",
  "alert-list": "hunt alert list --severity critical --limit 8",
  "agent-list": "hunt agent list --limit 8",
  "target-list": "hunt target list --limit 8",
  "extension-list": "hunt extension list",
  "rule-list": "hunt rule list",
  "schedule-list": "hunt schedule list",
};

/** The clock of the sandbox, so the pictures change only if the output of a command changes. */
const now = "2026-03-01T09:00:00Z";

/**
 * Writes a picture of the terminal for each of these commands, from a real run against the sandbox.
 *
 * @argument the output directory
 */
const out = resolve(process.argv[2]!);
const hunt = join(createRequire(import.meta.url).resolve("@huntkit/cli/package.json"), "../dist/hunt.cjs");
const sandbox = await startSandbox({ now, seed: 1 });
mkdirSync(out, { recursive: true });
try {
  for (const [name, command] of Object.entries(commands)) {
    const output = await run(command);
    writeFileSync(
      join(out, `${name}.svg`),
      formatTerminalSvg(command, output.replaceAll(new URL(sandbox.url).host, "acme")),
    );
  }
} finally {
  await sandbox.stop();
}

/**
 * Returns what a command prints to a terminal with colors. Its exit code does not matter: some report a
 * finding.
 */
async function run(command: string): Promise<string> {
  const env = {
    PATH: process.env["PATH"],
    HUNT_INSTANCE: sandbox.url,
    HUNT_TOKEN: sandbox.tokens.admin,
    HUNT_FORCE_TTY: "100",
    FORCE_COLOR: "1",
  };
  const finished = promisify(execFile)(process.execPath, [hunt, ...command.split(" ").slice(1)], { env });
  const { stdout, stderr } = await finished.catch((error: { stdout: string; stderr: string }) => error);
  if (stdout === "") throw new Error(`${command} printed nothing:\n${stderr}`);
  return stdout;
}
