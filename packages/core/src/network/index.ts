/**
 * How huntkit connects: which proxy it uses, and a `fetch` with HUNT's rules for the APIs of others, such as GitHub.
 *
 * @module
 */
export { findProxy, readProxyFromEnv, type HttpProxy, type ProxyEnvironment } from "../http/proxy.js";
export { createOriginFetch, type OriginFetch } from "../http/origin-fetch.js";
export { isExcludedFromProxy } from "../http/no-proxy.js";
