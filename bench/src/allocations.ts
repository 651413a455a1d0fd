import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { HuntClient, type Transport } from "@huntkit/core";
import { checkValues, findKnownRecords, normalizeWhere } from "@huntkit/core/internal";
import { type Bounds, createAlerts } from "./alerts.js";
import { headers } from "./clients.js";

/**
 * Prints the allocated bytes of the five hottest paths as JSON. Time depends on the load of the machine, allocations do not.
 * The test of this script starts it with options with which V8 neither collects garbage nor works in other threads.
 */
const small = Buffer.from('{"id":"a","active":true}');
const { page, bounds } = createAlerts(2_000);
const transport: Transport = {
  async send({ path }) {
    const filter = new URLSearchParams(path.split("?")[1]).get("filter");
    const { where, limit } = JSON.parse(filter ?? '{"limit":1000}') as { where?: Bounds; limit: number };
    const [from, to] = bounds(where);
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-total-count": String(to - from) },
      body: path.startsWith("/api/Small") ? small : page(from, Math.min(from + limit, to)),
    };
  },
  close: async () => {},
};
const hunt = new HuntClient({ instance: "acme", token: headers.authorization, env: {}, transport });
const discard = () => new Writable({ write: (_chunk, _encoding, done) => done() });
const records = findKnownRecords(["Alerts"]);
const check = { input: "where", warn: () => {} };
const condition = { severity: { inq: ["high", "critical"] }, createdOn: { gte: "2026-03-01" } };

const loaded = await measure(1, () => loadAction(), 0);
process.stdout.write(
  JSON.stringify({
    "load the Action": loaded,
    "send a request": await measure(500, () => hunt.request({ path: "Small" })),
    "read a page of 1,000 rows": await measure(5, () => hunt.alerts.list().firstPage()),
    "export 2,000 rows": await measure(3, () => hunt.alerts.list().exportTo(discard(), { format: "ndjson" })),
    "check a condition": await measure(1_000, () => checkValues(normalizeWhere(condition)!, records, check)),
  }),
);

/** Loads the file with what every run of the Action needs. */
function loadAction(): void {
  const require = createRequire(import.meta.url);
  require(join(dirname(require.resolve("@huntkit/action/package.json")), "dist", "common.cjs"));
}

/** Returns the bytes that one call allocates, after some calls for V8's compiler. */
async function measure(count: number, act: () => unknown, warmUps = Math.ceil(count / 5)): Promise<number> {
  for (let left = warmUps; left > 0; left--) await act();
  globalThis.gc!();
  const before = process.memoryUsage().heapUsed;
  for (let left = count; left > 0; left--) await act();
  return Math.round((process.memoryUsage().heapUsed - before) / count);
}
