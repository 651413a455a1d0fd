import { Agent } from "node:http";

/** A client as used in its documentation: keep-alive enabled, JSON parsed, default retries. */
export interface Client {
  /** Sends `GET` and returns the data. */
  get(path: string, query?: Record<string, string>): Promise<unknown>;
  /** Lists all alerts, page by page. */
  pages(options?: PagesOptions): AsyncIterable<{ id: string }[]>;
}

export interface PagesOptions {
  /** Maximum number of pages to fetch in parallel. Only huntkit supports it. Default: the default of the client. */
  concurrency?: number | undefined;
}

type Connect = (url: string) => Promise<Client>;

/** The clients that are compared with bare undici, and their packages. */
export const packages = { huntkit: "@huntkit/core", axios: "axios", got: "got", octokit: "@octokit/request" };
export type Contender = keyof typeof packages;
export const contenders = Object.keys(packages) as Contender[];

export const headers = { authorization: "Q7".repeat(32), accept: "application/json" };

/** The other headers that huntkit sends. The baseline sends the same ones, because writing and reading them takes time. */
const sameHeaders = {
  ...headers,
  "accept-encoding": "gzip",
  "user-agent": `huntkit/0.1.0 (+https://github.com/huntkit/huntkit) node/${process.versions.node}`,
};

/** Creates each client. A process loads only the package of the one that it measures. */
export const connect: Record<Contender | "bare", Connect> = {
  /** The baseline: only undici.request and JSON.parse, with the same headers. */
  async bare(origin) {
    const undici = await import("undici");
    const agent = new undici.Agent();
    return pageById(async (path, query) => {
      const search = query ? `?${new URLSearchParams(query)}` : "";
      const { body } = await agent.request({
        origin,
        path: path + search,
        method: "GET",
        headers: sameHeaders,
      });
      return JSON.parse(await body.text());
    });
  },

  async huntkit(instance) {
    const { HuntClient } = await import("@huntkit/core");
    const hunt = new HuntClient({ instance, token: headers.authorization, env: {} });
    return {
      get: async (path, query) => (await hunt.request({ path: path.slice("/api/".length), query })).data,
      pages: ({ concurrency } = {}) => hunt.alerts.list({}, { concurrency, maxRows: Infinity }).pages(),
    };
  },

  async axios(baseURL) {
    const { create } = await import("axios");
    const instance = create({ baseURL, headers, httpAgent: new Agent({ keepAlive: true }) });
    return pageById(async (path, params) => (await instance.get<unknown>(path, { params })).data);
  },

  async got(url) {
    const { got } = await import("got");
    const instance = got.extend({ headers, agent: { http: new Agent({ keepAlive: true }) } });
    return pageById((path, searchParams) => instance(url + path, { searchParams }).json());
  },

  /** Uses the connections of Node's fetch, which keeps them open. */
  async octokit(baseUrl) {
    const { request } = await import("@octokit/request");
    const send = request.defaults({ baseUrl, headers });
    return pageById(async (path, query) => (await send(`GET ${path}`, query)).data as unknown);
  },
};

/** Adds paging to a client that does not support it: each page starts after the last ID of the previous one. */
function pageById(get: Client["get"]): Client {
  async function* pages(): AsyncGenerator<{ id: string }[]> {
    for (let last = ""; ;) {
      const filter = JSON.stringify({ where: { id: { gt: last } }, order: ["id ASC"], limit: 1000 });
      const page = (await get("/api/Alerts", { filter })) as { id: string }[];
      if (page.length === 0) return;
      yield page;
      last = page.at(-1)!.id;
    }
  }
  return { get, pages };
}
