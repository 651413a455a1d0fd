import { Agent } from "undici";
import type { Sandbox } from "../../src/index.js";

/** The start of the clock in all tests, which can therefore contain dates. */
export const NOW = "2026-03-01T12:00:00.000Z";

/** A request of a test. A body that is not a string is sent as JSON. */
export interface Sent {
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly query?: Record<string, unknown>;
}

// Tests know the type of a response, and their assertions fail if it is wrong.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** A response. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  /** The body as JSON. Undefined if it is not valid JSON. */
  readonly json: Json;
}

/** A client that sends paths unchanged. Values of `query` that are not strings are sent as JSON. */
export class Client {
  // Each request has its own connection. On a busy machine, the server could close a reused one just as a
  // request
  // is sent on it.
  readonly #agent = new Agent({ pipelining: 0 });
  readonly #sandbox: Sandbox;
  readonly #token: string | undefined;

  constructor(sandbox: Sandbox, token: string | undefined = sandbox.tokens.admin) {
    this.#sandbox = sandbox;
    this.#token = token;
  }

  get = (path: string, sent: Sent = {}): Promise<Answer> => this.send("GET", path, sent);
  post = (path: string, body?: unknown, sent: Sent = {}): Promise<Answer> =>
    this.send("POST", path, { ...sent, body });
  put = (path: string, body?: unknown, sent: Sent = {}): Promise<Answer> =>
    this.send("PUT", path, { ...sent, body });
  patch = (path: string, body?: unknown, sent: Sent = {}): Promise<Answer> =>
    this.send("PATCH", path, { ...sent, body });
  delete = (path: string, sent: Sent = {}): Promise<Answer> => this.send("DELETE", path, sent);

  /** Returns the rows of a list that match a filter. */
  async find(path: string, filter: unknown): Promise<Json> {
    const answer = await this.get(path, { query: { filter } });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return answer.json;
  }

  async send(
    method: string,
    path: string,
    { token = this.#token, headers = {}, body, query = {} }: Sent,
  ): Promise<Answer> {
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, toText(value)]),
    ).toString();
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    const response = await this.#agent.request({
      origin: this.#sandbox.url,
      method,
      path: `${path.startsWith("/") ? path : `/api/${path}`}${search === "" ? "" : `?${search}`}`,
      headers: {
        ...(token !== undefined && token !== "" && { authorization: token }),
        ...(body !== undefined && !isRaw && { "content-type": "application/json" }),
        ...headers,
      },
      body: isRaw ? body : (JSON.stringify(body) ?? null),
    });
    const text = await response.body.text();
    return { status: response.statusCode, headers: response.headers, text, json: parsed(text) };
  }
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
