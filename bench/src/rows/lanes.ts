import type { Cost } from "../client-process.js";
import { compare } from "../pairs.js";
import { startClient, startServer } from "../processes.js";
import type { Row } from "./row.js";

/** What fetching pages side by side gains where the server takes its time, by huntkit's own sequential paging. */
export const lanes: Row = {
  name: "lanes",
  title: "100,000 rows at 50 ms a request, 4 lanes to 1: wall",
  unit: "ms",
  most: 0.33,
  others: "by hand",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit")) return;
    const server = await startServer(quick ? 8_000 : 100_000, quick ? 5 : 50);
    const client = startClient("huntkit", server.url);
    const ids = new Set<string>();
    const page = async (count: number) => {
      const cost: Cost = await client.run({ kind: "pages", lanes: count });
      if (ids.add(cost.ids).size > 1) throw new Error(`lanes: ${count} of them gave other rows than before.`);
      return cost.wallMs;
    };
    try {
      yield [
        "huntkit",
        await compare(
          () => page(4),
          () => page(1),
          quick ? 1 : 3,
          quick ? 0 : 1,
        ),
      ];
    } finally {
      client.stop();
      server.stop();
    }
  },
};
