import { Agent } from "undici";
import type { Sandbox } from "../../src/index.js";

/** Where every test's sandbox stands in time, so that dates can be written down. */
export const NOW = "2026-03-01T12:00:00.000Z";

/** What a test sends. A body that is no text is sent as JSON. */
export interface Sent {
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly query?: Record<string, unknown>;
}

// A test knows what it asked for, and an assertion tells when it was wrong.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: Json;
}

/** A client that changes nothing of what it is given: paths go out as they are. Values of `query` that are no text become JSON. */
export class Client {
  // A connection for each request: on a busy machine, the server could close a kept one just as a request is
  // sent on it.
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

  /** A list's rows, by a filter. */
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
      Object.entries(query).map(([name, value]): [string, string] => [name, textOf(value)]),
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
      body: body === undefined ? null : isRaw ? body : JSON.stringify(body),
    });
    const text = await response.body.text();
    return { status: response.statusCode, headers: response.headers, text, json: parsed(text) };
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
