import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startSandbox } from "@huntkit/sandbox";
import { formatTerminalSvg } from "./terminal-svg.js";

/**
 * The commands that show a table, a bar, or a list of details, by the name of their page and picture. They run in
 * this order, because a scan adds alerts.
 */
const commands: Readonly<Record<string, readonly string[]>> = {
  "auth-status": ["auth", "status"],
  "token-check": ["token", "check", "--warn-days", "30"],
  "token-list": ["token", "list", "--all"],
  "token-timeline": ["token", "list", "--all", "--timeline"],
  "alert-summary": ["alert", "summary"],
  "agent-summary": ["agent", "summary"],
  "alert-list": ["alert", "list", "--severity", "critical", "--limit", "8"],
  "agent-list": ["agent", "list", "--limit", "8"],
  "agent-get": ["agent", "get", "SRV-LEI-0012"],
  "target-list": ["target", "list", "--limit", "8"],
  "target-get": ["target", "get", "Cork servers"],
  "extension-list": ["extension", "list"],
  "rule-list": ["rule", "list"],
  "rule-diff": ["rule", "diff", "rules"],
  "schedule-list": ["schedule", "list"],
  scan: ["scan", "SRV-LEI-0012", "--wait"],
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
const directory = mkdtempSync(join(tmpdir(), "pictures-"));
const sandbox = await startSandbox({ now, seed: 1, taskSeconds: 0 });
mkdirSync(out, { recursive: true });
try {
  await changeRule();
  for (const [name, args] of Object.entries(commands)) {
    const output = await run(args);
    const text = output.replaceAll(new URL(sandbox.url).host, "acme");
    writeFileSync(join(out, `${name}.svg`), formatTerminalSvg(formatCommand(args), text));
  }
} finally {
  await sandbox.stop();
  rmSync(directory, { recursive: true });
}

/** Writes the rules of HUNT to files, and changes one of them, so a diff has something to show. */
async function changeRule(): Promise<void> {
  await run(["rule", "pull", "rules"]);
  const path = join(directory, "rules/known_cryptocurrency_miner.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^severity: .*$/m, "severity: Critical"));
}

/**
 * Returns what a command prints to a terminal with colors. Its exit code does not matter: some report a
 * finding.
 */
async function run(args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env["PATH"],
    HOME: directory,
    HUNT_INSTANCE: sandbox.url,
    HUNT_TOKEN: sandbox.tokens.admin,
    HUNT_FORCE_TTY: "100",
    TZ: "UTC",
    FORCE_COLOR: "1",
  };
  const finished = promisify(execFile)(process.execPath, [hunt, ...args], { env, cwd: directory });
  const { stdout, stderr } = await finished.catch((error: { stdout: string; stderr: string }) => error);
  if (stdout === "") throw new Error(`hunt ${args.join(" ")} printed nothing:\n${stderr}`);
  return stdout;
}

function formatCommand(args: readonly string[]): string {
  return ["hunt", ...args.map((each) => (each.includes(" ") ? `"${each}"` : each))].join(" ");
}
