import { HuntInputError } from "../errors/input-error.js";
import type { Instance } from "../instance.js";

/** The environment variables by which a proxy is set, in either case, as curl reads them. */
export type ProxyEnvironment = Record<string, string | undefined>;

/** A proxy and the hosts that are reached without it. */
export interface Proxy {
  /** Address, credentials included. */
  url: string;
  /** As `NO_PROXY` has it. */
  except: string;
}

/**
 * The proxy that the environment sets for this instance. `http://` instances are loopback and never go through one,
 * since the token would leave the machine unprotected.
 *
 * @throws {HuntInputError} `input: "HTTPS_PROXY"` when its value is no address; the value is not repeated, as it may
 *   hold a password
 */
export function readProxy(instance: Instance, env: ProxyEnvironment): Proxy | null {
  const text = env["https_proxy"] || env["HTTPS_PROXY"];
  if (!text || instance.origin.startsWith("http:")) return null;
  const url = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    throw new HuntInputError("HTTPS_PROXY", "invalid", "HTTPS_PROXY: its value is no address of an HTTP proxy. Write it like http://proxy.example.org:3128.");
  }
  return { url, except: env["no_proxy"] ?? env["NO_PROXY"] ?? "" };
}

/** The proxy's user name and password, as they may turn up in errors. */
export function proxySecrets(proxy: Proxy | null): string[] {
  if (!proxy) return [];
  const { username, password } = new URL(proxy.url);
  return [username && password ? `${username}:${password}` : "", password, decodeURIComponent(password)].filter((text) => text !== "");
}

/** The proxy, not the instance, is what failed; the cause tells how. */
export class ProxyFailure extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/** Whether a connection failed at the proxy itself: not found, not reached, or no tunnel opened. */
export function isAtProxy(error: NodeJS.ErrnoException & { hostname?: string; port?: number }, proxy: Proxy): boolean {
  const { hostname, port, protocol } = new URL(proxy.url);
  const proxyPort = Number(port) || (protocol === "https:" ? 443 : 80);
  return error.hostname === hostname || error.port === proxyPort || error.message.startsWith("Proxy response");
}
