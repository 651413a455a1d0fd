import { createHash } from "node:crypto";
import { connect, type Client } from "./clients.js";

/** What a process with one client in it is asked to do. */
export type Job =
  | { kind: "gets"; count: number; concurrency: number }
  | { kind: "pages"; concurrency?: number };

/** What it took. */
export interface Cost {
  wallMs: number;
  /** Of this process in all its threads, user and system. */
  cpuMs: number;
  /** How many rows came, and a hash of their ids in order, the same for the same set of them. */
  rows: number;
  ids: string;
}

/** Does a job and gives the ids of the rows that came. */
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

/** @argument the name of the client, and the URL of the server. Jobs and costs are sent as messages. */
const [name, url] = process.argv.slice(2) as [keyof typeof connect, string];
const client = await connect[name](url);
process.on("message", (job: Job) => void measure(client, job).then((cost) => process.send!(cost)));
