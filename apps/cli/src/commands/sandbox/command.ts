import { defineCommand } from "../../program/definition.js";
import {
  choiceFlag,
  fileFlag,
  stringFlag,
  stringListFlag,
  booleanFlag,
  integerFlag,
} from "../../program/flags.js";
import { exitCodes, type ExitCode } from "../../program/errors.js";
import { spawnSandbox } from "./program.js";

const options = {
  port: integerFlag("Port on 127.0.0.1, or 0 for any free port", 0, 4870),
  seed: integerFlag(
    "Seed of the records, IDs, and tokens. By default, records and IDs are the same on every machine, " +
      "and tokens differ",
    0,
  ),
  now: stringFlag(
    "date",
    "Start time of the sandbox's clock, for example 2026-01-31T12:00:00Z (default [now])",
  ),
  tokenRoutes: {
    ...choiceFlag(["accessTokens", "apiTokens", "none"], "Name of the token routes"),
    fallback: "accessTokens",
  },
  tokenModel: booleanFlag("Also list the tokens of all users as a model, such as AccessTokens"),
  tokenLists: choiceFlag(["owner", "refused"], "Who can list tokens: their owner, or no one", "owner"),
  taskSeconds: integerFlag("Duration of a scan in seconds", 0, 20),
  connector: {
    ...choiceFlag(["3", "5"], "Version of LoopBack's PostgreSQL connector to imitate"),
    fallback: "3",
  },
  columns: {
    ...choiceFlag(["own", "native"], "Column types of the database to imitate"),
    fallback: "native",
  },
  collation: choiceFlag(["en-US", "C"], "Order of strings in the database", "en-US"),
  like: fileFlag("file", "Imitate the instance that `hunt doctor --report` described in this file"),
  fault: stringListFlag(
    "json",
    'Fault to inject, for example \'{"match": "GET alerts", "kind": "status", "status": 503}\'',
  ),
  tlsKey: fileFlag("file", "PEM file of the private key, to serve HTTPS with --tls-cert"),
  tlsCert: fileFlag("file", "PEM file of the certificate"),
  json: booleanFlag("Print one line of JSON when the sandbox is ready: {url, api, tokens}"),
};

export default defineCommand({
  description:
    "Start an embedded HUNT instance on this machine. It behaves like the hosted service, and contains " +
    "thousands of alerts and agents, and tokens in every state. Nothing is stored. Press Ctrl+C to " +
    "stop it.",
  options,
  examples: [
    { line: "hunt sandbox", does: "Start a sandbox, and show its tokens" },
    { line: "hunt sandbox --like instance.json", does: "Start a sandbox that is similar to your instance" },
    { line: "hunt sandbox --port 0 --json", does: "Start a sandbox for a script" },
  ],
  connects: false,
  async run({ options: given, signal }) {
    const child = spawnSandbox(toArguments(given), "inherit");
    // The terminal sends Ctrl+C to the child as well. SIGTERM reaches only this process.
    signal.addEventListener("abort", () => child.kill("SIGTERM"));
    const code = await new Promise<number | null>(
      (resolve, reject) => void child.on("error", reject).on("close", resolve),
    );
    return code !== null && code in exitCodes ? (code as ExitCode) : 0;
  },
});

/** Converts the options to the flags of the program `hunt-sandbox`. */
function toArguments({
  port,
  seed,
  now,
  tokenRoutes,
  tokenModel,
  tokenLists,
  taskSeconds,
  connector,
  columns,
  collation,
  like,
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
    connector,
    columns,
    collation,
    like,
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
    ...(tokenModel ? ["--token-model"] : []),
    ...(json ? ["--json"] : []),
  ];
}
