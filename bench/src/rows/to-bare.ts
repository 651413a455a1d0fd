import type { Cost, Job } from "../client-process.js";
import type { Contender } from "../clients/client.js";
import { compare } from "../pairs.js";
import { startClient, startServer, type RunningClient } from "../processes.js";
import type { Cell } from "./row.js";

interface Comparing {
  job: Job;
  /** What counts. */
  cost: "wallMs" | "cpuMs";
  /** Alerts that the server has. */
  rowCount: number;
  pairs: number;
  warmUps: number;
}

/** The same job for each contender and for bare undici, in turn. */
export async function* toBare(
  chosen: readonly Contender[],
  { job, cost, rowCount, pairs, warmUps }: Comparing,
): AsyncGenerator<Cell> {
  const server = await startServer(rowCount);
  const bare = startClient("bare", server.url);
  const run = async (client: RunningClient) => check(await client.run(job), job, rowCount)[cost];
  try {
    for (const name of chosen) {
      const client = startClient(name, server.url);
      yield [
        name,
        await compare(
          () => run(client),
          () => run(bare),
          pairs,
          warmUps,
        ),
      ];
      client.stop();
    }
  } finally {
    bare.stop();
    server.stop();
  }
}

/** A client that misses rows is quick for the wrong reason. */
function check(cost: Cost, job: Job, rowCount: number): Cost {
  if (job.kind === "pages" && cost.rows !== rowCount)
    throw new Error(`${cost.rows} rows came, of ${rowCount}.`);
  return cost;
}
