import { parseArgs } from "node:util";
import { checkFault } from "../faults/fault.js";
import { checkOptions, isTokenLists, isTokenRoutes, type SandboxOptions } from "../options.js";

/** The port that the command listens on when none is given. */
export const DEFAULT_PORT = 4870;

/** What the command line asks for. `tlsKey` and `tlsCert` are paths of PEM files. */
export interface Command {
  readonly action: "start" | "help" | "version";
  readonly json: boolean;
  readonly options: Omit<SandboxOptions, "tls">;
  readonly tlsFiles: { readonly key: string; readonly cert: string } | undefined;
}

const flags = {
  port: { type: "string", default: String(DEFAULT_PORT) },
  seed: { type: "string", default: "1" },
  now: { type: "string" },
  "token-routes": { type: "string", default: "accessTokens" },
  "token-lists": { type: "string", default: "owner" },
  "task-seconds": { type: "string" },
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
  if (!isTokenRoutes(routes))
    throw new TypeError(`--token-routes must be accessTokens, apiTokens or none, but is '${routes}'.`);
  if (!isTokenLists(lists)) throw new TypeError(`--token-lists must be owner or refused, but is '${lists}'.`);
  const options = {
    port: number("--port", values.port),
    seed: number("--seed", values.seed),
    ...(values.now !== undefined && { now: date(values.now) }),
    tokenRoutes: routes,
    tokenLists: lists,
    ...(values["task-seconds"] !== undefined && {
      taskSeconds: seconds("--task-seconds", values["task-seconds"]),
    }),
    faults: values.fault.map((text) => checkFault(json("--fault", text))),
  };
  checkOptions(options);
  return {
    action: values.help ? "help" : values.version ? "version" : "start",
    json: values.json,
    options,
    tlsFiles: key !== undefined && cert !== undefined ? { key, cert } : undefined,
  };
}

function number(flag: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new TypeError(`${flag} must be a whole number, but is '${text}'.`);
  return Number(text);
}

function seconds(flag: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text))
    throw new TypeError(`${flag} must be a number of seconds, 0 or more, but is '${text}'.`);
  return Number(text);
}

function date(text: string): Date {
  const now = new Date(text);
  if (Number.isNaN(now.getTime()))
    throw new TypeError(`--now must be a date such as 2026-01-31T12:00:00Z, but is '${text}'.`);
  return now;
}

function json(flag: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TypeError(`${flag} must be JSON such as {"kind": "status", "status": 503}, but is '${text}'.`, {
      cause: error,
    });
  }
}
