import { createHash } from "node:crypto";
import type { Client, Connect } from "./clients/client.js";

/** What a process with one client in it is asked to do. */
export type Job = { kind: "gets"; count: number; sideBySide: number } | { kind: "pages"; lanes?: number };

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
  const lane = async () => {
    while (left-- > 0) await client.get("/api/Small");
  };
  await Promise.all(Array.from({ length: job.sideBySide }, lane));
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

/** @argument the client's file in clients/ and the server's address; jobs and costs go by messages */
const [name, url] = process.argv.slice(2) as [string, string];
const { default: connect } = (await import(`./clients/${name}.js`)) as { default: Connect };
const client = connect(url);
process.on("message", (job: Job) => void measure(client, job).then((cost) => process.send!(cost)));
