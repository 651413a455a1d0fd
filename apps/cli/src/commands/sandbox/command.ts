import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { defineCommand } from "../../program/definition.js";
import {
  choiceFlag,
  fileFlag,
  stringFlag,
  stringListFlag,
  booleanFlag,
  integerFlag,
} from "../../program/flags.js";
import { CommandError, exitCodes, type ExitCode } from "../../program/errors.js";

const options = {
  port: integerFlag("number", "Where to listen on 127.0.0.1; 0 takes a free port", 0, 4870),
  seed: integerFlag("number", "The same seed and the same --now give the same records, ids and tokens", 0, 1),
  now: stringFlag("date", "Where its clock starts, such as 2026-01-31T12:00:00Z; real time unless told"),
  tokenRoutes: choiceFlag(
    ["accessTokens", "apiTokens", "none"],
    "Under which name it manages tokens",
    "accessTokens",
  ),
  tokenLists: choiceFlag(["owner", "refused"], "Who may read lists of tokens", "owner"),
  taskSeconds: integerFlag("number", "How long a scan takes by its clock", 0, 20),
  fault: stringListFlag(
    "json",
    'A fault from the start, such as \'{"match": "GET alerts", "kind": "status", "status": 503}\'',
  ),
  tlsKey: fileFlag("file", "PEM file of a private key, with --tls-cert: serves HTTPS"),
  tlsCert: fileFlag("file", "PEM file of its certificate"),
  json: booleanFlag("Print one line of JSON when it listens: {url, api, tokens}"),
};

export default defineCommand({
  description:
    "Starts an embedded HUNT that answers as the hosted one does, with thousands of alerts and agents and with tokens in every state of health, to try everything out against. Ctrl+C stops it; it keeps nothing.",
  options,
  examples: [
    { line: "hunt sandbox", does: "Start one, and see its tokens" },
    { line: "hunt sandbox --port 0 --json", does: "Start one for a script" },
  ],
  connects: false,
  async run({ options: given, signal }) {
    const child = spawn(process.execPath, [program(), ...toArguments(given)], { stdio: "inherit" });
    // Ctrl+C reaches the child by itself; a request to end that was sent to this process alone does not.
    signal.addEventListener("abort", () => child.kill("SIGTERM"));
    const code = await new Promise<number | null>(
      (resolve, reject) => void child.on("error", reject).on("close", resolve),
    );
    return code !== null && code in exitCodes ? (code as ExitCode) : 0;
  },
});

/** The sandbox's own command, from the package that npm has installed beside this one. */
function program(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve("@huntkit/sandbox/package.json");
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
    return join(dirname(manifest), bin["hunt-sandbox"]!);
  } catch {
    throw new CommandError(
      "The package @huntkit/sandbox, which it starts, is not installed.",
      "Install it beside this one: npm install @huntkit/sandbox",
    );
  }
}

/** The flags are the sandbox's own, but for `--json`, which is its `--json`. */
function toArguments({
  port,
  seed,
  now,
  tokenRoutes,
  tokenLists,
  taskSeconds,
  fault,
  tlsKey,
  tlsCert,
  json,
}: { readonly [K in keyof typeof options]: unknown }): string[] {
  const single = {
    port,
    seed,
    now,
    "token-routes": tokenRoutes,
    "token-lists": tokenLists,
    "task-seconds": taskSeconds,
    "tls-key": tlsKey,
    "tls-cert": tlsCert,
  };
  const pairs = [
    ...Object.entries(single),
    ...(fault as readonly string[]).map((each) => ["fault", each] as const),
  ];
  return [
    ...pairs.flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, String(value as string | number)],
    ),
    ...(json ? ["--json"] : []),
  ];
}
