import { HuntInputError } from "../errors/hunt-error.js";
import { isLoopback, type Instance } from "../instance.js";
import { isExcludedFromProxy } from "./no-proxy.js";

/** The environment variables that set a proxy, in lower or upper case, as in curl. */
export type ProxyEnvironment = Record<string, string | undefined>;

/** A proxy, and the variable that sets it. */
export interface HttpProxy {
  /** Address with its scheme and any credentials. */
  url: string;
  source: "HTTPS_PROXY" | "HTTP_PROXY" | "ALL_PROXY";
  /** Whether `NO_PROXY` excludes the server, so the proxy is not used. */
  isExcluded: boolean;
}

/**
 * Returns the proxy that the environment sets for a server. `http://` on loopback never uses one, because the
 * token would leave the machine unprotected. HUNT has no other `http://` servers, but a GitHub Enterprise
 * Server might.
 *
 * @param server such as the result of {@link parseInstance}
 * @param env such as `process.env`. `https_proxy`, `all_proxy`, and `no_proxy` precede the names in capitals,
 *   and `HTTPS_PROXY` precedes `ALL_PROXY`. A scheme may be missing. `ALL_PROXY` is ignored if it is not an
 *   HTTP proxy, such as SOCKS.
 * @returns `null` if none is set
 * @throws {HuntInputError} `input: "HTTPS_PROXY"` if its value is not an address. The message does not
 *   contain the value, because it might contain a password.
 */
export function readProxyFromEnv(server: Pick<Instance, "origin">, env: ProxyEnvironment): HttpProxy | null {
  const address = new URL(server.origin);
  const isPlain = address.protocol === "http:";
  if (isPlain && isLoopback(address.hostname)) return null;
  const isExcluded = isExcludedFromProxy(address, env["no_proxy"] ?? env["NO_PROXY"] ?? "");
  const source = isPlain ? "HTTP_PROXY" : "HTTPS_PROXY";
  const text = env[source.toLowerCase()] || env[source];
  const url = addScheme(text || env["all_proxy"] || env["ALL_PROXY"] || "");
  if (isProxyAddress(url)) return { url, source: text ? source : "ALL_PROXY", isExcluded };
  if (!text) return null;
  throw new HuntInputError(
    source,
    "invalid",
    `${source}: its value is not the address of an HTTP proxy. For example, http://proxy.example.org:3128. Write % as %25 in a password.`,
  );
}

/** Returns the proxy to use for a server, or null to connect directly. Throws as {@link readProxyFromEnv} does. */
export function findProxy(server: Pick<Instance, "origin">, env: ProxyEnvironment): HttpProxy | null {
  const proxy = readProxyFromEnv(server, env);
  return proxy?.isExcluded ? null : proxy;
}

function addScheme(text: string): string {
  const address = text.trim();
  return address === "" || address.includes("://") ? address : `http://${address}`;
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

/** Returns the user name and the password of the proxy, in the forms that could appear in errors. */
export function listProxySecrets(proxy: HttpProxy | null): string[] {
  if (!proxy) return [];
  const { username, password } = new URL(proxy.url);
  return [
    username && password ? `${username}:${password}` : "",
    password,
    decodeURIComponent(password),
  ].filter((text) => text !== "");
}

/** A failure of the proxy instead of the instance. `sentence` describes it, and the cause has the details. */
export class ProxyError extends Error {
  readonly sentence: string;

  constructor(cause: NodeJS.ErrnoException, proxy: HttpProxy) {
    super(cause.message, { cause });
    // undici would retry endlessly after its own code for a closed connection.
    const code = cause.code === "UND_ERR_SOCKET" ? "ECONNRESET" : cause.code;
    if (typeof code === "string") Object.assign(this, { code });
    this.sentence = `${new URL(proxy.url).host} ${describeProxyFailure(cause)}`;
  }
}

function describeProxyFailure({ name, message, code = "" }: NodeJS.ErrnoException): string {
  const [, status] = /^Proxy response \((\d+)\)/.exec(message) ?? [];
  if (status === "407") return "rejected the credentials (407). Check the user name and the password.";
  if (status !== undefined)
    return `rejected the connection (${status}). If the instance needs no proxy, add it to NO_PROXY.`;
  if (/^(ENOTFOUND|EAI_)/.test(code)) return "was not found.";
  if (code === "UND_ERR_SOCKET" || code === "ECONNRESET") return "closed the connection without a response.";
  if (/Timeout/i.test(name) || code === "UND_ERR_CONNECT_TIMEOUT") return "did not respond in time.";
  return code === "ECONNREFUSED"
    ? "refused the connection. Check that it is running."
    : `could not be reached (${code || message}).`;
}

/**
 * Returns whether a connection failed at the proxy itself: it was not found or not reached, or it did not
 * open a tunnel.
 */
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
