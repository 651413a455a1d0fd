import { parseArgs } from "node:util";
import { checkFault } from "./server/fault.js";
import {
  checkOptions,
  isCollation,
  isColumns,
  isConnector,
  isTokenLists,
  isTokenRoutes,
  type SandboxOptions,
} from "./options.js";
import { daysLeft } from "./models/accounts.js";
import { accounts } from "./models/seed-accounts.js";
import { createMachineSeed } from "./machine-seed.js";
import type { Sandbox } from "./sandbox.js";

/** The port that the command listens on when none is given. */
export const DEFAULT_PORT = 4870;

/** What the command line asks for. `tlsFiles` and `like` are paths of files. */
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
 * Reads the command line.
 *
 * @param args what follows the command's name
 * @throws {TypeError} that names the argument that is wrong and what it may be
 */
export function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({ args: [...args], options: flags, strict: true });
  const { "tls-key": key, "tls-cert": cert, "token-routes": routes, "token-lists": lists } = values;
  if ((key === undefined) !== (cert === undefined))
    throw new TypeError("--tls-key and --tls-cert go together; one of them is missing.");
  if (routes !== undefined && !isTokenRoutes(routes))
    throw new TypeError(`--token-routes must be accessTokens, apiTokens or none, but is '${routes}'.`);
  if (!isTokenLists(lists)) throw new TypeError(`--token-lists must be owner or refused, but is '${lists}'.`);
  const connector = values.connector === undefined ? undefined : Number(values.connector);
  if (connector !== undefined && !isConnector(connector))
    throw new TypeError(`--connector must be 3 or 5, but is '${values.connector}'.`);
  const { columns, collation } = values;
  if (columns !== undefined && !isColumns(columns))
    throw new TypeError(`--columns must be own or native, but is '${columns}'.`);
  if (!isCollation(collation)) throw new TypeError(`--collation must be en-US or C, but is '${collation}'.`);
  const options = {
    port: parseInteger("--port", values.port),
    ...(values.seed === undefined
      ? { tokenSeed: createMachineSeed() }
      : { seed: parseInteger("--seed", values.seed) }),
    ...(values.now !== undefined && { now: parseDate(values.now) }),
    ...(routes !== undefined && { tokenRoutes: routes }),
    ...(values["token-model"] !== undefined && { tokenModel: values["token-model"] }),
    tokenLists: lists,
    ...(values["task-seconds"] !== undefined && {
      taskSeconds: parseSeconds("--task-seconds", values["task-seconds"]),
    }),
    ...(connector !== undefined && { connector }),
    ...(columns !== undefined && { columns }),
    collation,
    faults: values.fault.map((text) => checkFault(parseJson("--fault", text))),
  };
  checkOptions(options);
  return {
    action: values.help ? "help" : values.version ? "version" : "start",
    json: values.json,
    options,
    like: values.like,
    tlsFiles: key !== undefined && cert !== undefined ? { key, cert } : undefined,
  };
}

function parseInteger(flag: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new TypeError(`${flag} must be a whole number, but is '${text}'.`);
  return Number(text);
}

function parseSeconds(flag: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text))
    throw new TypeError(`${flag} must be a number of seconds, 0 or more, but is '${text}'.`);
  return Number(text);
}

function parseDate(text: string): Date {
  const now = new Date(text);
  if (Number.isNaN(now.getTime()))
    throw new TypeError(`--now must be a date such as 2026-01-31T12:00:00Z, but is '${text}'.`);
  return now;
}

function parseJson(flag: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TypeError(`${flag} must be JSON such as {"kind": "status", "status": 503}, but is '${text}'.`, {
      cause: error,
    });
  }
}

/** What `--help` prints. */
export const help = `hunt-sandbox: an embedded HUNT for tests, demos and first steps.

Usage: hunt-sandbox [options]

  --port <number>         where to listen on 127.0.0.1; 0 takes a free port (${DEFAULT_PORT})
  --seed <number>         same seed and same --now: same records, ids and tokens (1, with tokens of this machine)
  --now <date>            where the sandbox's clock starts, such as 2026-01-31T12:00:00Z (real time)
  --token-routes <name>   accessTokens, apiTokens or none (accessTokens)
  --token-model           also list the tokens of all users as a model, such as AccessTokens
  --token-lists <who>     owner, or refused as in stock LoopBack 3 (owner)
  --task-seconds <number> how long a scan, response or discovery takes by the sandbox's clock (20)
  --connector <number>    3 or 5: the version of LoopBack's PostgreSQL connector (3)
  --columns <kind>        own or native: the types of the database's columns (native)
  --collation <name>      en-US or C: the order of strings in the database (en-US)
  --like <file>           start like the instance that hunt doctor --report has described in this file
  --fault <JSON>          a fault from the start, such as '{"match": "GET alerts", "kind": "status", "status": 503}'; repeatable
  --tls-key <file>        PEM file of a private key, with --tls-cert: serves HTTPS
  --tls-cert <file>       PEM file of its certificate
  --json                  print one line of JSON when it listens: {url, api, tokens}
  --version               print the version
  --help                  print this text

While it runs: POST /sandbox/faults, DELETE /sandbox/faults, GET and PUT /sandbox/clock, GET /sandbox/requests,
POST /sandbox/reset.
`;

/** What a person reads when the sandbox listens. */
export function formatGreeting({ url, api, tokens }: Sandbox): string {
  const names = accounts.map(
    ({ username, password, role }) => `  ${username.padEnd(12)} ${password.padEnd(22)} ${role}`,
  );
  const signIn = url.startsWith("https:")
    ? ""
    : `  hunt auth login --instance ${url}   # paste the admin's token\n`;
  const insecure = url.startsWith("https:") ? "-k " : "";
  return `HUNT sandbox listens at ${url}

  Console    ${url}/
  API        ${api}
  Explorer   ${url}/explorer/

Tokens
  admin      ${tokens.admin}   an admin's, ${daysLeft.admin} days left
  expiring   ${tokens.expiring}   an admin's, ${daysLeft.expiring} days left
  expired    ${tokens.expired}   expired ${-daysLeft.expired} days ago
  analyst    ${tokens.analyst}   an analyst's, ${daysLeft.analyst} days left

Accounts for the console, and for POST ${api}/users/login
${names.join("\n")}

Try
  curl ${insecure}-H 'Authorization: ${tokens.admin}' ${api}/users/me
${signIn}
For the library, hunt, and Terraform, in another terminal
  export HUNT_INSTANCE=${url} HUNT_TOKEN=${tokens.admin}

Stop with Ctrl+C.
`;
}

/** The one line of `--json`. */
export function formatJsonLine({ url, api, tokens }: Sandbox): string {
  return `${JSON.stringify({ url, api, tokens })}\n`;
}
