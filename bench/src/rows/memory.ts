import { compare } from "../pairs.js";
import { runScript, startServer } from "../processes.js";
import type { Row } from "./row.js";

/** Compares the memory of a process that reads many rows, compressed as HUNT sends them, with that of one that reads few. */
export const memory: Row = {
  name: "memory",
  title: "1,000,000 rows read one by one, to 10,000: peak RSS",
  unit: "MB",
  most: 1.2,
  others: "by hand",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit")) return;
    const [many, few] = quick ? [3_000, 1_000] : [1_000_000, 10_000];
    // One pair: reading so many takes its time, and the peak hardly varies.
    yield [
      "huntkit",
      await compare(
        () => peakMb(many),
        () => peakMb(few),
        1,
        0,
      ),
    ];
  },
};

async function peakMb(rowCount: number): Promise<number> {
  const server = await startServer(rowCount, 0, true);
  try {
    const { rows, peakKb } = JSON.parse(await runScript("read-all.js", server.url)) as {
      rows: number;
      peakKb: number;
    };
    if (rows !== rowCount) throw new Error(`memory: ${rows} rows came, of ${rowCount}.`);
    return peakKb / 1024;
  } finally {
    server.stop();
  }
}
