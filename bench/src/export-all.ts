import { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { HuntClient, type Transport } from "@huntkit/core";
import { type Bounds, createAlerts } from "./alerts.js";
import { headers } from "./clients.js";

/**
 * Writes generated alerts as NDJSON to a stream that discards them, and prints the number of bytes and the CPU time of the
 * process in milliseconds. There is no network: both sides get the same pages from memory.
 *
 * @argument `huntkit`, or `bare` for only JSON.parse and JSON.stringify; and the number of alerts
 */
const [side, count] = process.argv.slice(2) as [string, string];
const rowCount = Number(count);
const pageSize = 1_000;
const { page, bounds } = createAlerts(rowCount);
let bytes = 0;
const sink = new Writable({
  write(chunk: Buffer, _, done) {
    bytes += chunk.length;
    done();
  },
});

await (side === "huntkit" ? exportWithClient() : convert());
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ bytes, cpuMs: (user + system) / 1_000 }));

async function exportWithClient(): Promise<void> {
  const transport: Transport = {
    async send({ path }) {
      // Lets the event loop turn, as a response from the network does.
      await setImmediate();
      const query = new URLSearchParams(path.split("?")[1]);
      const { where, limit } = JSON.parse(query.get("filter")!) as { where?: Bounds; limit: number };
      const [from, to] = bounds(where);
      const responseHeaders = { "content-type": "application/json", "x-total-count": String(to - from) };
      return { status: 200, headers: responseHeaders, body: page(from, Math.min(from + limit, to)) };
    },
    close: async () => {},
  };
  const hunt = new HuntClient({ instance: "acme", token: headers.authorization, env: {}, transport });
  await hunt.alerts.list({}, { maxRows: Infinity, pageSize }).exportTo(sink, { format: "ndjson" });
}

async function convert(): Promise<void> {
  for (let from = 0; from < rowCount; from += pageSize) {
    const rows = JSON.parse(page(from, Math.min(from + pageSize, rowCount)).toString()) as unknown[];
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    await new Promise((resolve) => sink.write(Buffer.from(text), resolve));
  }
}
