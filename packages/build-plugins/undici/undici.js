/**
 * Replaces `undici` in the bundle with its dispatchers, without fetch, WebSocket, mocks, and caches, which
 * are most of its size and load time. It exports only what core and @actions/http-client import. The bundler
 * fails on any other import.
 */
import api from "undici/lib/api/index.js";
import Agent from "undici/lib/dispatcher/agent.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import Pool from "undici/lib/dispatcher/pool.js";
import ProxyAgent from "undici/lib/dispatcher/proxy-agent.js";

Object.assign(Dispatcher.prototype, api);

export { Agent, Pool, ProxyAgent };
