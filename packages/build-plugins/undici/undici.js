/**
 * What takes the place of `undici` in the bundle: its dispatchers without fetch, WebSocket, mocks and caches, which make
 * up most of its size and of the time it takes to load. Only what the core and @actions/http-client import is here; the
 * bundler fails on anything else.
 */
import api from "undici/lib/api/index.js";
import Agent from "undici/lib/dispatcher/agent.js";
import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
import Pool from "undici/lib/dispatcher/pool.js";
import ProxyAgent from "undici/lib/dispatcher/proxy-agent.js";

Object.assign(Dispatcher.prototype, api);

export { Agent, Pool, ProxyAgent };
