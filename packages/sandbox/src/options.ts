import type { TokenExposure } from "./methods/tokens.js";
import type { Fault, FaultKind } from "./server/fault.js";
import type { TlsFiles } from "./server/listen.js";
import type { LoggedRequest } from "./web/environment.js";

/** How a sandbox starts. */
export interface SandboxOptions {
  /** 1 when omitted. The same seed and the same `now` give the same records, ids and tokens. */
  readonly seed?: number;
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
  /** Faults that are switched on from the start. */
  readonly faults?: readonly Fault<FaultKind, LoggedRequest>[];
  /** Waits for faults of kind `slow`. Default: real time. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

const tokenRoutes = ["accessTokens", "apiTokens", "none"] as const;
const tokenLists = ["owner", "refused"] as const;

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
  } = options;
  if (!Number.isSafeInteger(seed)) throw createOptionError("seed", seed, "a whole number");
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw createOptionError("port", port, "a port between 0 and 65535");
  if (!isTokenRoutes(routes)) throw createOptionError("tokenRoutes", routes, tokenRoutes.join(" or "));
  if (!isTokenLists(lists)) throw createOptionError("tokenLists", lists, tokenLists.join(" or "));
  if (!Number.isFinite(taskSeconds) || taskSeconds < 0)
    throw createOptionError("taskSeconds", taskSeconds, "a number of seconds, 0 or more");
}

function createOptionError(name: string, value: unknown, expected: string): TypeError {
  return new TypeError(`'${name}' must be ${expected}, but is '${String(value)}'.`);
}
