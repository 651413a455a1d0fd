import { createHash } from "node:crypto";
import { connect, type Client } from "./clients.js";

/** A job for a process with one client. */
export type Job =
  | { kind: "gets"; count: number; concurrency: number }
  | { kind: "pages"; concurrency?: number };

/** The cost of a job. */
export interface Cost {
  wallMs: number;
  /** CPU time of this process in all threads, user and system. */
  cpuMs: number;
  /** Number of received rows, and a hash of their sorted IDs, which is the same for the same set. */
  rows: number;
  ids: string;
}

/** Runs a job, and returns the IDs of the received rows. */
async function act(client: Client, job: Job): Promise<string[]> {
  const ids: string[] = [];
  if (job.kind === "pages") {
    for await (const page of client.pages(job)) for (const { id } of page) ids.push(id);
    return ids;
  }
  let left = job.count;
  const work = async () => {
    while (left-- > 0) await client.get("/api/Small");
  };
  await Promise.all(Array.from({ length: job.concurrency }, work));
  return ids;
}

async function measure(client: Client, job: Job): Promise<Cost> {
  const began = performance.now();
  const before = process.cpuUsage();
  const ids = await act(client, job);
  const { user, system } = process.cpuUsage(before);
  const wallMs = performance.now() - began;
  return {
    wallMs,
    cpuMs: (user + system) / 1000,
    rows: ids.length,
    ids: createHash("sha256").update(ids.sort().join()).digest("hex"),
  };
}

/** @argument name of the client, and URL of the server. Jobs and costs are sent as messages. */
const [name, url] = process.argv.slice(2) as [keyof typeof connect, string];
const client = await connect[name](url);
process.on("message", (job: Job) => void measure(client, job).then((cost) => process.send!(cost)));
