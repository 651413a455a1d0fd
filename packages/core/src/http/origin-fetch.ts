import { listTrustedCertificates } from "./certificates.js";
import { replaceDebugLog } from "./debug-log.js";
import { createDispatcher } from "./dispatcher.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { findProxy, type ProxyEnvironment } from "./proxy.js";

/** The parts of `fetch` that clients of other APIs need. */
export type OriginFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Certificates for the connections to an API. */
export interface OriginFetchOptions {
  /** PEM certificates to trust in addition to the default ones. */
  readonly ca?: string | undefined;
  /** PEM certificate and private key of the client. */
  readonly identity?: { readonly cert: string; readonly key: string } | undefined;
}

/** Maximum number of redirects to follow. */
const maxRedirects = 5;

/** Time limit for connecting, in milliseconds. */
const connectTimeoutMs = 10_000;

/**
 * Creates a `fetch` for an API other than HUNT, with the same rules: requests, and their credentials, are
 * sent to only one origin. Redirects and links to another host are errors. It uses the proxy of the
 * environment, and always verifies certificates. The signal of a request ends it even while it connects.
 *
 * @param base address of the API, such as `https://api.github.com`
 * @param env such as `process.env`
 * @throws {HuntInputError} `input: "HTTPS_PROXY"` if its value is not the address of a proxy, `input: "ca"` if it
 *   contains no valid certificate
 */
export function createOriginFetch(
  base: string,
  env: ProxyEnvironment,
  { ca, identity }: OriginFetchOptions = {},
): OriginFetch {
  const trusted = ca === undefined ? undefined : listTrustedCertificates(ca);
  // A client of the API might load undici before the first request.
  replaceDebugLog();
  const { origin } = new URL(base);
  const proxy = findProxy({ origin }, env);
  let dispatcher: ReturnType<typeof createDispatcher> | undefined;
  const send = async (url: URL, init: RequestInit): Promise<Response> => {
    if (url.origin !== origin)
      throw new Error(
        `The response of ${origin} points to another host, ${escapeToSingleLine(url.origin, 100)}. No request was sent there.`,
      );
    dispatcher ??= createDispatcher({ ca: trusted, identity, proxy, connectTimeoutMs });
    const [{ fetch }, ready] = await Promise.all([import("undici"), dispatcher]);
    const options = { ...init, redirect: "manual", dispatcher: ready } as Parameters<typeof fetch>[1];
    return await endWithSignal(fetch(url, options), init.signal);
  };
  return async (target, init = {}) => {
    let url = new URL(target);
    for (let count = 0; ; count++) {
      const response = await send(url, init);
      const next = readRedirect(response, init.method ?? "GET");
      if (next === null) return response;
      if (count === maxRedirects)
        throw new Error(`${origin} redirected a request more than ${maxRedirects} times.`);
      url = new URL(next, url);
    }
  };
}

/**
 * Returns the URL to send a request to again, unchanged (RFC 9110, section 15.4). Null if the response is not
 * such a redirect.
 */
function readRedirect({ status, headers }: Response, method: string): string | null {
  const isRead = method === "GET" || method === "HEAD";
  const isRedirect = status === 307 || status === 308 || (isRead && (status === 301 || status === 302));
  return isRedirect ? headers.get("location") : null;
}

/** Rejects when the signal aborts, even while undici connects. */
function endWithSignal<T>(action: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return action;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    action.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
