import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Conditions on IDs, as paging by ID sends them. */
interface Bounds {
  readonly and?: readonly Bounds[];
  readonly id?: { readonly gt?: string; readonly gte?: string; readonly lt?: string };
}

/** A server with many rows of a model, which it generates for each request. */
export interface LargeHunt {
  readonly url: string;
  /** Returns the ID of a row. */
  readonly toId: (index: number) => string;
  /** Holds the responses to requests for this row or a later one until `release` is called. */
  readonly holdFrom: (index: number) => void;
  readonly release: () => void;
  readonly stop: () => void;
}

/** Starts a server with that many rows. Their IDs are evenly distributed, and increase with the index. */
export async function startLargeHunt(rows: number): Promise<LargeHunt> {
  const step = Math.floor(2 ** 48 / rows);
  const toId = (index: number): string => {
    const digits = (index * step).toString(16).padStart(12, "0");
    return `${digits.slice(0, 8)}-${digits.slice(8)}-4000-8000-000000000000`;
  };
  const toIndex = (id: string): number =>
    Math.ceil(Number.parseInt(id.replaceAll("-", "").slice(0, 12).padEnd(12, "0"), 16) / step);
  const range = (where: Bounds = {}): [from: number, to: number] => {
    const { gt, gte, lt } = where.id ?? {};
    const parts = (where.and ?? []).map(range);
    const first = gte === undefined ? 0 : toIndex(gte);
    const from = gt === undefined ? first : toIndex(gt) + 1;
    return [
      Math.max(from, ...parts.map(([low]) => low)),
      Math.min(lt === undefined ? rows : toIndex(lt), ...parts.map(([, high]) => high)),
    ];
  };
  let firstHeld = rows;
  const held: (() => void)[] = [];
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (pathname.endsWith("/count")) {
      const [low, high] = range(JSON.parse(searchParams.get("where") ?? "{}") as Bounds);
      response
        .setHeader("content-type", "application/json")
        .end(JSON.stringify({ count: Math.max(0, high - low) }));
      return;
    }
    const { where, limit } = JSON.parse(searchParams.get("filter") ?? "{}") as {
      where?: Bounds;
      limit: number;
    };
    const [from, to] = range(where);
    const length = Math.max(0, Math.min(limit, to - from));
    if (searchParams.has("count")) response.setHeader("x-total-count", Math.max(0, to - from));
    const items = Array.from({ length }, (_, at) => `{"id":"${toId(from + at)}","n":${from + at}}`);
    const respond = () =>
      void response.setHeader("content-type", "application/json").end(`[${items.join(",")}]`);
    if (from >= firstHeld) held.push(respond);
    else respond();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    toId,
    holdFrom: (index) => void (firstHeld = index),
    release: () => {
      firstHeld = rows;
      for (const respond of held.splice(0)) respond();
    },
    stop: () => server.close().closeAllConnections(),
  };
}
