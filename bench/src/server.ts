import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { alert, type Bounds, createAlerts } from "./alerts.js";

/**
 * A server that does as little as possible: `GET /api/Small` returns a small record, `GET /api/Alerts` pages
 * by ID through generated alerts of 1 KB. It runs in its own process, so its work is not measured.
 *
 * @argument number of alerts, delay of a response in milliseconds, and whether alerts are compressed (0 or 1)
 */
const [rowCount, delayMs, isCompressed] = process.argv.slice(2).map(Number) as [number, number, number];

const { page, bounds } = createAlerts(rowCount);
const small = Buffer.from(JSON.stringify({ id: alert.id, hostname: alert.hostname, active: true }));

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const send = () => {
    response.setHeader("content-type", "application/json");
    if (url.pathname !== "/api/Alerts") return response.setHeader("content-length", small.length).end(small);
    const { where, limit } = JSON.parse(url.searchParams.get("filter")!) as { where?: Bounds; limit: number };
    const [from, to] = bounds(where);
    if (url.searchParams.has("count")) response.setHeader("x-total-count", Math.max(0, to - from));
    const rows = page(from, Math.min(from + limit, to));
    if (isCompressed) response.setHeader("content-encoding", "gzip");
    const body = isCompressed ? gzipSync(rows, { level: 1 }) : rows;
    return response.setHeader("content-length", body.length).end(body);
  };
  if (delayMs > 0) setTimeout(send, delayMs);
  else send();
});
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
