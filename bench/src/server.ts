import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A server that does as little as a HUNT can: `GET /api/Small` is a small record, `GET /api/Rows` pages through rows of
 * 1 KB, by `where id > ...` and ranges of ids or by `skip`. Its own process, so that its work is not counted.
 *
 * @argument how many rows, and how many milliseconds an answer takes
 */
const [rowCount, delayMs] = process.argv.slice(2).map(Number) as [number, number];
const step = Math.floor(2 ** 48 / rowCount);
const idOf = (index: number) => {
  const digits = (index * step).toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}-4000-8000-000000000000`;
};
const indexFrom = (id: string) => Math.ceil(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16) / step);
const padding = "x".repeat(900);
const rows = (from: number, to: number) =>
  `[${Array.from({ length: Math.max(0, to - from) }, (_, index) => `{"id":"${idOf(from + index)}","hostname":"srv-${from + index}","active":true,"severity":"high","note":"${padding}"}`).join(",")}]`;
/** Answers are the same each time: making them is not what is measured. */
const cache = new Map<string, string>();

interface Bounds {
  and?: Bounds[];
  id?: { gt?: string; gte?: string; lt?: string };
}

function bounds(where: Bounds | undefined): [from: number, to: number] {
  const parts = (where?.and ?? []).map(bounds);
  const { gt, gte, lt } = where?.id ?? {};
  const from = gt !== undefined ? indexFrom(gt) + 1 : gte !== undefined ? indexFrom(gte) : 0;
  const to = lt !== undefined ? indexFrom(lt) : rowCount;
  return [Math.max(from, ...parts.map(([low]) => low)), Math.min(to, ...parts.map(([, high]) => high))];
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const answer = (body: string, total?: number) => {
    if (total !== undefined) response.setHeader("x-total-count", total);
    response.setHeader("content-type", "application/json").setHeader("content-length", Buffer.byteLength(body)).end(body);
  };
  const send = () => {
    if (url.pathname !== "/api/Rows") return answer(`{"id":"${idOf(1)}","hostname":"srv-1","active":true}`);
    const { where, limit = 1000, skip = 0 } = JSON.parse(url.searchParams.get("filter") ?? "{}") as { where?: Bounds; limit?: number; skip?: number };
    const [from, to] = bounds(where);
    const key = `${from + skip} ${Math.min(from + skip + limit, to)}`;
    const body = cache.get(key) ?? rows(from + skip, Math.min(from + skip + limit, to));
    if (rowCount <= 100_000) cache.set(key, body);
    return answer(body, url.searchParams.has("count") ? to - from : undefined);
  };
  if (delayMs > 0) setTimeout(send, delayMs);
  else send();
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`));
