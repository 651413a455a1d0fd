import { parseArgs } from "node:util";
import { checkFault } from "./server/fault.js";
import {
  checkOptions,
  isCollation,
  isColumns,
  isConnector,
  isTokenLists,
  isTokenRoutes,
  MAX_PORT,
  type SandboxOptions,
} from "./options.js";
import { daysLeft } from "./models/accounts.js";
import { accounts } from "./models/seed-accounts.js";
import { createMachineSeed } from "./machine-seed.js";
import type { Sandbox } from "./sandbox.js";

/** Default port of the command. */
const DEFAULT_PORT = 4870;

/** A parsed command line. `tlsFiles` and `like` are paths of files. */
export interface Command {
  readonly action: "start" | "help" | "version";
  readonly json: boolean;
  readonly options: Omit<SandboxOptions, "tls" | "like">;
  readonly like: string | undefined;
  readonly tlsFiles: { readonly key: string; readonly cert: string } | undefined;
}

const flags = {
  port: { type: "string", default: String(DEFAULT_PORT) },
  seed: { type: "string" },
  now: { type: "string" },
  "token-routes": { type: "string" },
  "token-model": { type: "boolean" },
  "token-lists": { type: "string", default: "owner" },
  "task-seconds": { type: "string" },
  connector: { type: "string" },
  columns: { type: "string" },
  like: { type: "string" },
  collation: { type: "string", default: "en-US" },
  fault: { type: "string", multiple: true, default: [] as string[] },
  "tls-key": { type: "string" },
  "tls-cert": { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", default: false },
} as const;

/**
 * Parses the command line.
 *
 * @param args the arguments after the command's name
 * @throws {TypeError} that names the invalid argument and its valid values
 */
export function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({ args: [...args], options: flags, strict: true });
  const { "tls-key": key, "tls-cert": cert, "token-routes": routes, "token-lists": lists } = values;
  if ((key === undefined) !== (cert === undefined))
    throw new TypeError("--tls-key and --tls-cert must be used together. Add the missing one.");
  if (routes !== undefined && !isTokenRoutes(routes))
    throw createFlagError("--token-routes", routes, "accessTokens, apiTokens, or none");
  if (!isTokenLists(lists)) throw createFlagError("--token-lists", lists, "owner or refused");
  const connector = values.connector === undefined ? undefined : Number(values.connector);
  if (connector !== undefined && !isConnector(connector))
    throw createFlagError("--connector", values.connector, "3 or 5");
  const { columns, collation } = values;
  if (columns !== undefined && !isColumns(columns))
    throw createFlagError("--columns", columns, "own or native");
  if (!isCollation(collation)) throw createFlagError("--collation", collation, "en-US or C");
  const options = {
    port: parsePort(values.port),
    ...(values.seed === undefined ? { tokenSeed: createMachineSeed() } : { seed: parseSeed(values.seed) }),
    ...(values.now !== undefined && { now: parseDate(values.now) }),
    ...(routes !== undefined && { tokenRoutes: routes }),
    ...(values["token-model"] !== undefined && { tokenModel: values["token-model"] }),
    tokenLists: lists,
    ...(values["task-seconds"] !== undefined && {
      taskSeconds: parseTaskSeconds(values["task-seconds"]),
    }),
    ...(connector !== undefined && { connector }),
    ...(columns !== undefined && { columns }),
    collation,
    faults: values.fault.map((text) => checkFault(parseFault(text))),
  };
  checkOptions(options);
  return {
    action: (["help", "version"] as const).find((name) => values[name]) ?? "start",
    json: values.json,
    options,
    like: values.like,
    tlsFiles: key !== undefined && cert !== undefined ? { key, cert } : undefined,
  };
}

function createFlagError(flag: string, text: string | undefined, expected: string): TypeError {
  return new TypeError(`Invalid value ${JSON.stringify(text)} for ${flag}. Use ${expected}.`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > MAX_PORT)
    throw createFlagError("--port", text, `a whole number from 0 to ${MAX_PORT}`);
  return port;
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw createFlagError("--seed", text, "a whole number");
  return seed;
}

function parseTaskSeconds(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text))
    throw createFlagError("--task-seconds", text, "a number of seconds, 0 or more");
  return Number(text);
}

function parseDate(text: string): Date {
  const now = new Date(text);
  if (Number.isNaN(now.getTime()))
    throw createFlagError("--now", text, "a date such as 2026-01-31T12:00:00Z");
  return now;
}

function parseFault(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw createFlagError("--fault", text, 'JSON such as {"kind": "status", "status": 503}');
  }
}

/** The output of `--help`. */
export const help = `hunt-sandbox: an embedded HUNT instance for tests, demos, and first steps

Usage: hunt-sandbox [options]

  --port <number>          Port on 127.0.0.1; 0 picks a free port (default: ${DEFAULT_PORT})
  --seed <number>          Seed of the records, IDs, and tokens. The same --seed and --now produce the same ones
                           (default: 1, with tokens that differ on each machine)
  --now <date>             Start of the sandbox's clock, such as 2026-01-31T12:00:00Z (default: the real time)
  --token-routes <name>    Name of the token routes: accessTokens, apiTokens, or none (default: accessTokens)
  --token-model            Also list the tokens of all users as a model, such as AccessTokens
  --token-lists <who>      Who can list tokens: owner, or refused for no one (default: owner)
  --task-seconds <number>  Duration of a scan, response, or discovery, by the sandbox's clock (default: 20)
  --connector <number>     Version of LoopBack's PostgreSQL connector to imitate: 3 or 5 (default: 3)
  --columns <kind>         Types of the database's columns: native or own (default: native)
  --collation <name>       Order of strings in the database: en-US or C (default: en-US)
  --like <file>            Start like the instance that a file of hunt doctor --report describes
  --fault <JSON>           Add a fault. Repeatable. For example:
                           '{"match": "GET alerts", "kind": "status", "status": 503}'
  --tls-key <file>         Private key for HTTPS (PEM), with --tls-cert
  --tls-cert <file>        Certificate for HTTPS (PEM), with --tls-key
  --json                   Print one line of JSON when the sandbox is ready: {url, api, tokens}
  --version                Print the version
  --help                   Print this help

Control a running sandbox with POST and DELETE /sandbox/faults, GET and PUT /sandbox/clock,
GET and DELETE /sandbox/requests, and POST /sandbox/reset.
`;

/** Returns the lines that are printed for people when the sandbox is ready. */
export function formatGreeting({ url, api, tokens }: Sandbox): string {
  const names = accounts.map(
    ({ username, password, role }) => `  ${username.padEnd(12)} ${password.padEnd(22)} ${role}`,
  );
  const signIn = url.startsWith("https:")
    ? ""
    : `  hunt auth login --instance ${url}   # then paste the token of admin\n`;
  const insecure = url.startsWith("https:") ? "-k " : "";
  return `The HUNT sandbox is listening on ${url}

  Console    ${url}/
  API        ${api}
  Explorer   ${url}/explorer/

Tokens
  admin      ${tokens.admin}   admin, expires in ${daysLeft.admin} days
  expiring   ${tokens.expiring}   admin, expires in ${daysLeft.expiring} days
  expired    ${tokens.expired}   admin, expired ${-daysLeft.expired} days ago
  analyst    ${tokens.analyst}   analyst, expires in ${daysLeft.analyst} days

Accounts for the console and for POST ${api}/users/login
${names.join("\n")}

Try it
  curl ${insecure}-H 'Authorization: ${tokens.admin}' ${api}/users/me
${signIn}
For the library, hunt, and Terraform, run this in another terminal
  export HUNT_INSTANCE=${url} HUNT_TOKEN=${tokens.admin}

Stop with Ctrl+C.
`;
}

/** Returns the line that `--json` prints. */
export function formatJsonLine({ url, api, tokens }: Sandbox): string {
  return `${JSON.stringify({ url, api, tokens })}\n`;
}
