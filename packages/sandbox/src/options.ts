import type { InstanceReport } from "@huntkit/catalog";
import { DEFAULT_DIALECT } from "./data/column.js";
import type { Dialect } from "./data/definition.js";
import type { TokenExposure } from "./methods/tokens.js";
import type { Fault, FaultKind } from "./server/fault.js";
import type { TlsFiles } from "./server/listen.js";
import type { LoggedRequest } from "./web/logged-request.js";

/** Options of a sandbox. */
export interface SandboxOptions {
  /** Seed of the records, IDs, and tokens. The same seed and `now` produce the same ones. Default: 1. */
  readonly seed?: number;
  /** Seed of the tokens only. The command uses one of this machine. Default: `seed`. */
  readonly tokenSeed?: number;
  /** Start of the sandbox's clock. Default: the real time. */
  readonly now?: Date | string;
  /** Port on 127.0.0.1. Default: 0, a free port. */
  readonly port?: number;
  /** Key and certificate for HTTPS. The URL is then https://localhost:PORT. */
  readonly tls?: TlsFiles;
  /** Name of the token routes, or `none` for an instance without them. Default: `accessTokens`. */
  readonly tokenRoutes?: TokenExposure["routes"];
  /** Whether the tokens of all users are also a model, such as `AccessTokens`. Default: false. */
  readonly tokenModel?: boolean;
  /**
   * Who can list tokens: `owner` for their owner and admins, or `refused` for no one, as in stock LoopBack 3.
   * Default: `owner`.
   */
  readonly tokenLists?: TokenExposure["lists"];
  /**
   * Duration of a scan, response, or discovery, in seconds of the sandbox's clock. With 0, it ends before the
   * next request. Default: 20.
   */
  readonly taskSeconds?: number;
  /**
   * Major version of LoopBack's PostgreSQL connector to imitate. With 3, a top-level `or` next to other
   * conditions has no brackets around it. Default: 3.
   */
  readonly connector?: Dialect["connector"];
  /**
   * Types of the database's columns: `native` for UUID, JSONB, and floating-point numbers, or `own` for
   * LoopBack's text and integers. Default: `native`.
   */
  readonly columns?: Dialect["columns"];
  /** Order and comparison of strings in the database: `en-US`, or `C` for code points. Default: `en-US`. */
  readonly collation?: Dialect["collation"];
  /**
   * Description of an instance that `hunt doctor --report` wrote. The sandbox then has its routes, models,
   * and fields, and its database behaves in the same way. Other options override it.
   */
  readonly like?: InstanceReport;
  /** Faults that are active from the start. */
  readonly faults?: readonly Fault<FaultKind, LoggedRequest>[];
  /** Waits for faults of kind `slow`. Default: real time. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** Maximum number of a TCP port. */
export const MAX_PORT = 65_535;

const tokenRoutes = ["accessTokens", "apiTokens", "none"] as const;
const tokenLists = ["owner", "refused"] as const;

/** Returns whether a value is a version of the connector that the sandbox can imitate. */
export function isConnector(value: unknown): value is Dialect["connector"] {
  return value === 3 || value === 5;
}

/** Returns whether a value is valid for `columns`. */
export function isColumns(value: unknown): value is Dialect["columns"] {
  return value === "own" || value === "native";
}

/** Returns whether a value is valid for `collation`. */
export function isCollation(value: unknown): value is Dialect["collation"] {
  return value === "en-US" || value === "C";
}

/** Returns whether a value is valid for `tokenRoutes`. */
export function isTokenRoutes(value: unknown): value is TokenExposure["routes"] {
  return tokenRoutes.some((each) => each === value);
}

/** Returns whether a value is valid for `tokenLists`. */
export function isTokenLists(value: unknown): value is TokenExposure["lists"] {
  return tokenLists.some((each) => each === value);
}

/**
 * Validates options. JavaScript callers can pass any values.
 *
 * @throws {TypeError} that names the invalid option and its valid values
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
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT)
    throw createOptionError("port", port, `a whole number from 0 to ${MAX_PORT}`);
  if (!isTokenRoutes(routes))
    throw createOptionError("tokenRoutes", routes, "accessTokens, apiTokens, or none");
  if (!isTokenLists(lists)) throw createOptionError("tokenLists", lists, "owner or refused");
  if (!Number.isFinite(taskSeconds) || taskSeconds < 0)
    throw createOptionError("taskSeconds", taskSeconds, "a number of seconds, 0 or more");
  if (!isConnector(connector)) throw createOptionError("connector", connector, "3 or 5");
  if (!isColumns(columns)) throw createOptionError("columns", columns, "own or native");
  if (!isCollation(collation)) throw createOptionError("collation", collation, "en-US or C");
}

function createOptionError(name: string, value: unknown, expected: string): TypeError {
  // JSON has neither NaN nor Infinity.
  const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
  return new TypeError(`Invalid value ${shown} for '${name}'. Use ${expected}.`);
}
