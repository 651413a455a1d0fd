/** What is measured of a client, used as its own documentation says: keep-alive on, JSON parsed, retries at their defaults. */
export interface Client {
  /** Sends `GET` and gives the data. */
  get(path: string, query?: Record<string, string>): Promise<unknown>;
  /** All alerts, page by page. */
  pages(options?: PagesOptions): AsyncIterable<{ id: string }[]>;
}

export interface PagesOptions {
  /** How many pages to fetch side by side; as the client sees fit unless told. Only huntkit can. */
  lanes?: number | undefined;
}

/** Makes a client; what a file in this folder exports as its default. */
export type Connect = (url: string) => Client;

export const headers = { authorization: "Q7".repeat(32), accept: "application/json" };

/** The clients that are compared, by the names of their files in this folder, and their packages. */
export const packages = { huntkit: "@huntkit/core", axios: "axios", got: "got", octokit: "@octokit/request" };
export type Contender = keyof typeof packages;
export const contenders = Object.keys(packages) as Contender[];

/** Pages by id as one does by hand with a client that cannot: each page behind the last id of the one before. */
export async function* pagesById(get: Client["get"]): AsyncGenerator<{ id: string }[]> {
  for (let last = ""; ;) {
    const filter = JSON.stringify({ where: { id: { gt: last } }, order: ["id ASC"], limit: 1000 });
    const page = (await get("/api/Alerts", { filter })) as { id: string }[];
    if (page.length === 0) return;
    yield page;
    last = page.at(-1)!.id;
  }
}
