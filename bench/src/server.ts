import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/**
 * A server that does as little as possible: `GET /api/Small` returns a small record, `GET /api/Alerts` pages
 * by ID through generated alerts of 1 KB. It runs in its own process, so its work is not measured.
 *
 * @argument number of alerts, delay of a response in milliseconds, and whether alerts are compressed (0 or 1)
 */
const [rowCount, delayMs, isCompressed] = process.argv.slice(2).map(Number) as [number, number, number];

/** IDs are spread evenly like random ones, and increase with the index. */
const step = Math.floor(2 ** 48 / rowCount);
const idDigits = (index: number) => {
  const digits = (index * step).toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}`;
};
const indexFrom = (id: string) =>
  Math.ceil(Number.parseInt(id.replaceAll("-", "").slice(0, 12).padEnd(12, "0"), 16) / step);

const alert = {
  id: `${idDigits(0)}-4000-8000-000000000000`,
  name: "Suspicious PowerShell",
  severity: "high",
  type: "process",
  sourceType: "rule",
  hostname: "srv-0042",
  agentId: "5d0c3f0e-4000-4000-8000-000000000000",
  mitreId: "T1059.001",
  mitreTactic: "Execution",
  threatScore: 7,
  compromised: false,
  malicious: true,
  signed: null,
  archived: false,
  createdOn: "2026-03-31T09:30:00.000Z",
  commandLine: "",
};
const rowBytes = 1024;
const bare = JSON.stringify(alert).length + ",".length;
const template = `${JSON.stringify({ ...alert, commandLine: "x".repeat(rowBytes - bare) })},`;
const idPlace = template.indexOf(alert.id);

/** A full page. Shorter pages are its beginning, because generating a page takes longer than sending it. */
const fullPage = Buffer.from(`[${template.repeat(1_000)}`);

/** Returns a page. All rows have the same length, so it consists of repeated bytes with the IDs inserted. */
function page(from: number, to: number): Buffer {
  if (to <= from) return Buffer.from("[]");
  const bytes = Buffer.from(fullPage.subarray(0, 1 + (to - from) * rowBytes));
  for (let index = from; index < to; index++)
    bytes.write(idDigits(index), 1 + (index - from) * rowBytes + idPlace, "latin1");
  // Replaces the last comma, because no row follows it.
  bytes.write("]", bytes.length - 1);
  return bytes;
}

interface Bounds {
  and?: Bounds[];
  id?: { gt?: string; gte?: string; lt?: string };
}

function bounds(where: Bounds | undefined): [from: number, to: number] {
  const parts = (where?.and ?? []).map(bounds);
  const { gt, gte, lt } = where?.id ?? {};
  const from = gt ? indexFrom(gt) + 1 : gte ? indexFrom(gte) : 0;
  const to = lt ? indexFrom(lt) : rowCount;
  return [Math.max(from, ...parts.map(([low]) => low)), Math.min(to, ...parts.map(([, high]) => high))];
}

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
