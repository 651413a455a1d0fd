import type { InstanceReport } from "@huntkit/catalog";
import { DEFAULT_DIALECT } from "./data/column.js";
import type { Dialect } from "./data/definition.js";
import type { TokenExposure } from "./methods/tokens.js";
import type { Fault, FaultKind } from "./server/fault.js";
import type { TlsFiles } from "./server/listen.js";
import type { LoggedRequest } from "./web/logged-request.js";

/** How a sandbox starts. */
export interface SandboxOptions {
  /** 1 when omitted. The same seed and the same `now` give the same records, ids and tokens. */
  readonly seed?: number;
  /** Seed of the values of tokens, which the command sets to one of this machine. Default: `seed`. */
  readonly tokenSeed?: number;
  /** Where the sandbox's clock starts; it then runs on. Real time when omitted. */
  readonly now?: Date | string;
  /** 0, a free port, when omitted. The sandbox always binds to 127.0.0.1. */
  readonly port?: number;
  /** Serves HTTPS; the URL is then https://localhost:PORT. */
  readonly tls?: TlsFiles;
  /** Under which names tokens are managed; `accessTokens` when omitted, `none` for an instance without such routes. */
  readonly tokenRoutes?: TokenExposure["routes"];
  /** Whether the tokens of all users are also a model of their own, such as `AccessTokens`. Default: false. */
  readonly tokenModel?: boolean;
  /** Who may read lists of tokens: `owner` (and admins) when omitted; `refused` for nobody, as stock LoopBack 3. */
  readonly tokenLists?: TokenExposure["lists"];
  /** How long a scan, response or discovery takes, in seconds of the sandbox's clock; 20 when omitted, 0 to end before the next request. */
  readonly taskSeconds?: number;
  /**
   * The major version of LoopBack's PostgreSQL connector. With 3, a top-level `or` next to other conditions
   * has no brackets around it. Default: 3.
   */
  readonly connector?: Dialect["connector"];
  /**
   * The types of the database's columns: `native` UUIDs, JSONB, and floating-point numbers, or LoopBack's
   * `own` text and whole numbers. Default: `native`.
   */
  readonly columns?: Dialect["columns"];
  /** How the database orders and compares strings: as in `en-US`, or by code point (`C`). Default: `en-US`. */
  readonly collation?: Dialect["collation"];
  /**
   * A description of an instance that `hunt doctor --report` wrote: the sandbox then has its routes, models,
   * and fields, and answers as its database does. Other options override it.
   */
  readonly like?: InstanceReport;
  /** Faults that are switched on from the start. */
  readonly faults?: readonly Fault<FaultKind, LoggedRequest>[];
  /** Waits for faults of kind `slow`. Default: real time. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

const tokenRoutes = ["accessTokens", "apiTokens", "none"] as const;
const tokenLists = ["owner", "refused"] as const;

/** Whether a value is a version of the connector that the sandbox imitates. */
export function isConnector(value: unknown): value is Dialect["connector"] {
  return value === 3 || value === 5;
}

/** Whether a value names the types of the database's columns. */
export function isColumns(value: unknown): value is Dialect["columns"] {
  return value === "own" || value === "native";
}

/** Whether a value names a collation of the database. */
export function isCollation(value: unknown): value is Dialect["collation"] {
  return value === "en-US" || value === "C";
}

/** Whether a text names a way to expose tokens. */
export function isTokenRoutes(value: unknown): value is TokenExposure["routes"] {
  return tokenRoutes.some((each) => each === value);
}

/** Whether a text names who may read lists of tokens. */
export function isTokenLists(value: unknown): value is TokenExposure["lists"] {
  return tokenLists.some((each) => each === value);
}

/**
 * Checks options, which may come from JavaScript.
 *
 * @throws {TypeError} that names the option that is wrong and what it may be
 */
export function checkOptions(options: SandboxOptions): void {
  const {
    seed = 1,
    port = 0,
    tokenRoutes: routes = "accessTokens",
    tokenLists: lists = "owner",
    taskSeconds = 20,
    connector = DEFAULT_DIALECT.connector,
    columns = DEFAULT_DIALECT.columns,
    collation = DEFAULT_DIALECT.collation,
  } = options;
  if (!Number.isSafeInteger(seed)) throw createOptionError("seed", seed, "a whole number");
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw createOptionError("port", port, "a port between 0 and 65535");
  if (!isTokenRoutes(routes)) throw createOptionError("tokenRoutes", routes, tokenRoutes.join(" or "));
  if (!isTokenLists(lists)) throw createOptionError("tokenLists", lists, tokenLists.join(" or "));
  if (!Number.isFinite(taskSeconds) || taskSeconds < 0)
    throw createOptionError("taskSeconds", taskSeconds, "a number of seconds, 0 or more");
  if (!isConnector(connector)) throw createOptionError("connector", connector, "3 or 5");
  if (!isColumns(columns)) throw createOptionError("columns", columns, "own or native");
  if (!isCollation(collation)) throw createOptionError("collation", collation, "en-US or C");
}

function createOptionError(name: string, value: unknown, expected: string): TypeError {
  return new TypeError(`'${name}' must be ${expected}, but is '${String(value)}'.`);
}
