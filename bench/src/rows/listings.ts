import { compare } from "../pairs.js";
import { runScript, startClient, startServer } from "../processes.js";
import { createOwnRow } from "./row.js";

/** The gain of fetching pages in parallel from a slow server, compared with huntkit's sequential paging. */
export const concurrency = createOwnRow({
  name: "concurrency",
  title: "40,000 rows at 50 ms a request, 4 pages at a time vs. 1: wall",
  unit: "ms",
  target: 0.33,
  others: "by hand",
  async measure({ quick }) {
    const server = await startServer(quick ? 8_000 : 40_000, quick ? 5 : 50);
    const client = startClient("huntkit", server.url);
    const ids = new Set<string>();
    const page = async (count: number) => {
      const cost = await client.run({ kind: "pages", concurrency: count });
      if (ids.add(cost.ids).size > 1)
        throw new Error(`With a concurrency of ${count}, the client returned other rows.`);
      return cost.wallMs;
    };
    try {
      return await compare(
        () => page(4),
        () => page(1),
        quick ? 1 : 5,
        quick ? 0 : 1,
      );
    } finally {
      client.stop();
      server.stop();
    }
  },
});

/** The memory of a process that reads many compressed rows, compared with one that reads few. */
export const memory = createOwnRow({
  name: "memory",
  title: "1,000,000 rows read one by one, vs. 10,000: peak RSS",
  unit: "MB",
  target: 1.1,
  others: "by hand",
  async measure({ quick }) {
    const [many, few] = quick ? [3_000, 1_000] : [1_000_000, 10_000];
    return compare(
      () => measurePeakMb(many),
      () => measurePeakMb(few),
      quick ? 1 : 3,
      0,
    );
  },
});

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
