import type { Cost, Job } from "../client-process.js";
import type { Contender } from "../clients.js";
import { compare } from "../pairs.js";
import { startClient, startServer, type RunningClient } from "../processes.js";
import type { Cell, Row } from "./row.js";

/** The time of a request if the next one waits for it. */
export const smallGet: Row = {
  name: "small-get",
  title: "a small GET, one at a time: wall",
  unit: "ms",
  target: 1.05,
  others: "-",
  measure: ({ chosen, quick }) =>
    compareWithBare(chosen, {
      job: { kind: "gets", count: quick ? 20 : 1_000, concurrency: 1 },
      cost: "wallMs",
      rowCount: 1,
      ...(quick ? { pairs: 1, warmUps: 0 } : { pairs: 15, warmUps: 3 }),
    }),
};

/** The CPU time of requests if they are concurrent. */
export const smallGets: Row = {
  name: "small-gets",
  title: "small GETs, 16 at a time: CPU",
  unit: "ms",
  target: 1.1,
  others: "-",
  measure: ({ chosen, quick }) =>
    compareWithBare(chosen, {
      job: { kind: "gets", count: quick ? 20 : 1_000, concurrency: 16 },
      cost: "cpuMs",
      rowCount: 1,
      ...(quick ? { pairs: 1, warmUps: 0 } : { pairs: 15, warmUps: 3 }),
    }),
};

/** The CPU time of many rows, page by page. huntkit validates each row against its model. The others do not. */
export const paging: Row = {
  name: "paging",
  title: "100,000 rows of 1 KB, paged (huntkit: and validated): CPU",
  unit: "ms",
  target: 1.05,
  others: "-",
  measure: ({ chosen, quick }) =>
    compareWithBare(chosen, {
      job: { kind: "pages", concurrency: 1 },
      cost: "cpuMs",
      ...(quick ? { rowCount: 2_500, pairs: 1, warmUps: 0 } : { rowCount: 100_000, pairs: 15, warmUps: 1 }),
    }),
};

interface BareComparison {
  job: Job;
  /** The measured cost. */
  cost: "wallMs" | "cpuMs";
  /** Number of alerts on the server. */
  rowCount: number;
  pairs: number;
  warmUps: number;
}

/** The other clients differ by much more than the spread, so few pairs are enough. */
const otherPairs = 3;

/** Runs the same job for each contender and for bare undici, in turn. */
async function* compareWithBare(
  chosen: readonly Contender[],
  { job, cost, rowCount, pairs, warmUps }: BareComparison,
): AsyncGenerator<Cell> {
  const server = await startServer(rowCount);
  const bare = startClient("bare", server.url);
  const run = async (client: RunningClient) => requireAllRows(await client.run(job), job, rowCount)[cost];
  try {
    for (const name of chosen) {
      const client = startClient(name, server.url);
      const result = await compare(
        () => run(client),
        () => run(bare),
        name === "huntkit" ? pairs : Math.min(pairs, otherPairs),
        name === "huntkit" ? warmUps : Math.min(warmUps, 1),
      );
      yield [name, result];
      client.stop();
    }
  } finally {
    bare.stop();
    server.stop();
  }
}

/** Throws if a client missed rows, because it would be faster for the wrong reason. */
function requireAllRows(cost: Cost, job: Job, rowCount: number): Cost {
  if (job.kind === "pages" && cost.rows !== rowCount)
    throw new Error(`The client returned ${cost.rows} rows of ${rowCount}.`);
  return cost;
}
