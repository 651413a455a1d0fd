/**
 * Network settings of huntkit: its proxy, and a `fetch` with the same rules for other APIs, such as GitHub.
 *
 * @module
 */
export { listTrustedCertificates } from "../http/certificates.js";
export { findProxy, readProxyFromEnv, type HttpProxy, type ProxyEnvironment } from "../http/proxy.js";
export { createOriginFetch, type OriginFetch, type OriginFetchOptions } from "../http/origin-fetch.js";
export { isExcludedFromProxy } from "../http/no-proxy.js";
