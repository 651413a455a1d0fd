/**
 * Replaces `undici` in the bundle with its dispatchers, without fetch, WebSocket, mocks, and caches, which
 * are most of its size and load time. It exports only what core imports. The bundler fails on any other import.
 */
import connect from "undici/lib/api/api-connect.js";
import Agent from "undici/lib/dispatcher/agent.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import Pool from "undici/lib/dispatcher/pool.js";
import ProxyAgent from "undici/lib/dispatcher/proxy-agent.js";

// A proxy's tunnel is a request with the method CONNECT.
Dispatcher.prototype.connect = connect;

/** Node's own fetch is the same. It accepts one of these dispatchers, and is loaded by its first call. */
export const { fetch } = globalThis;

export { Agent, Pool, ProxyAgent };
