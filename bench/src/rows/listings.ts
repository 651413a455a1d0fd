import { compare } from "../pairs.js";
import { runScript, startClient, startServer } from "../processes.js";
import type { Row } from "./row.js";

/** The gain of fetching pages in parallel from a slow server, compared with huntkit's sequential paging. */
export const concurrency: Row = {
  name: "concurrency",
  title: "100,000 rows at 50 ms a request, 4 pages at a time vs. 1: wall",
  unit: "ms",
  maxRatio: 0.33,
  others: "by hand",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit")) return;
    const server = await startServer(quick ? 8_000 : 100_000, quick ? 5 : 50);
    const client = startClient("huntkit", server.url);
    const ids = new Set<string>();
    const page = async (count: number) => {
      const cost = await client.run({ kind: "pages", concurrency: count });
      if (ids.add(cost.ids).size > 1)
        throw new Error(`With a concurrency of ${count}, the client returned other rows.`);
      return cost.wallMs;
    };
    try {
      const comparison = await compare(
        () => page(4),
        () => page(1),
        quick ? 1 : 3,
        quick ? 0 : 1,
      );
      yield ["huntkit", comparison];
    } finally {
      client.stop();
      server.stop();
    }
  },
};

/** The memory of a process that reads many compressed rows, compared with one that reads few. */
export const memory: Row = {
  name: "memory",
  title: "1,000,000 rows read one by one, vs. 10,000: peak RSS",
  unit: "MB",
  maxRatio: 1.2,
  others: "by hand",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit")) return;
    const [many, few] = quick ? [3_000, 1_000] : [1_000_000, 10_000];
    // Only one pair, because reading takes long and the peak hardly varies.
    const comparison = await compare(
      () => measurePeakMb(many),
      () => measurePeakMb(few),
      1,
      0,
    );
    yield ["huntkit", comparison];
  },
};

async function measurePeakMb(rowCount: number): Promise<number> {
  const server = await startServer(rowCount, 0, true);
  try {
    const printed = JSON.parse(await runScript("read-all.js", server.url)) as {
      rows: number;
      peakKb: number;
    };
    if (printed.rows !== rowCount) throw new Error(`The process read ${printed.rows} rows of ${rowCount}.`);
    return printed.peakKb / 1024;
  } finally {
    server.stop();
  }
}
