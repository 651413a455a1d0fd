import { HuntInputError } from "../errors/hunt-error.js";
import type { Instance } from "../instance.js";

/** The environment variables by which a proxy is set, in either case, as curl reads them. */
export type ProxyEnvironment = Record<string, string | undefined>;

/** A proxy and the hosts that are reached without it. */
export interface HttpProxy {
  /** Address with its scheme, credentials included. */
  url: string;
  /** As `NO_PROXY` has it; empty where that is not set. */
  except: string;
}

/**
 * The proxy that the environment sets for this instance. `http://` instances are loopback and never go through one,
 * since the token would leave the machine unprotected.
 *
 * @param instance what {@link parseInstance} gives
 * @param env such as `process.env`; `https_proxy` and `no_proxy` go before the names in capitals
 * @returns `null` where the instance is reached directly; whether `except` leaves it out is not yet looked at
 * @throws {HuntInputError} `input: "HTTPS_PROXY"` when its value is no address; the value is not repeated, as it may
 *   hold a password
 */
export function readProxyFromEnv(instance: Instance, env: ProxyEnvironment): HttpProxy | null {
  const text = env["https_proxy"] || env["HTTPS_PROXY"];
  if (!text || instance.origin.startsWith("http:")) return null;
  const url = text.includes("://") ? text : `http://${text}`;
  if (!isProxyAddress(url)) {
    throw new HuntInputError(
      "HTTPS_PROXY",
      "invalid",
      "HTTPS_PROXY: its value is no address of an HTTP proxy. Write it like http://proxy.example.org:3128, with % as %25 in a password.",
    );
  }
  return { url, except: env["no_proxy"] ?? env["NO_PROXY"] ?? "" };
}

function isProxyAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    decodeURIComponent(username + password);
    return /^https?:$/.test(protocol);
  } catch {
    return false;
  }
}

/** The proxy's user name and password, as they may turn up in errors. */
export function listProxySecrets(proxy: HttpProxy | null): string[] {
  if (!proxy) return [];
  const { username, password } = new URL(proxy.url);
  return [
    username && password ? `${username}:${password}` : "",
    password,
    decodeURIComponent(password),
  ].filter((text) => text !== "");
}

/** The proxy, not the instance, is what failed; `sentence` says how, the cause has the details. */
export class ProxyError extends Error {
  readonly sentence: string;

  constructor(cause: NodeJS.ErrnoException, proxy: HttpProxy) {
    super(cause.message, { cause });
    Object.assign(this, cause.code !== undefined && { code: cause.code });
    this.sentence = `${new URL(proxy.url).host} ${describeProxyFailure(cause)}`;
  }
}

function describeProxyFailure({ message, code = "" }: NodeJS.ErrnoException): string {
  const [, status] = /^Proxy response \((\d+)\)/.exec(message) ?? [];
  if (status === "407") return "wants other credentials (407).";
  if (status !== undefined)
    return `does not let the connection through (${status}). Should the instance be in NO_PROXY?`;
  if (/^(ENOTFOUND|EAI_)/.test(code)) return "was not found.";
  return code === "ECONNREFUSED"
    ? "refused the connection. Is it running?"
    : `could not be reached (${code || message}).`;
}

/** Whether a connection failed at the proxy itself: not found, not reached, or no tunnel opened. */
export function isAtProxy(
  error: NodeJS.ErrnoException & { hostname?: string; port?: number },
  proxy: HttpProxy,
  instance: Instance,
): boolean {
  const { hostname } = new URL(proxy.url);
  const isProxyPort = error.port === getPort(proxy.url) && error.port !== getPort(instance.origin);
  return error.hostname === hostname || isProxyPort || error.message.startsWith("Proxy response");
}

function getPort(address: string): number {
  const { port, protocol } = new URL(address);
  return Number(port) || (protocol === "https:" ? 443 : 80);
}
