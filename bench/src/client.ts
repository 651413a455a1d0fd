import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { defineModel, HuntClient } from "@huntkit/core";
import { Agent } from "undici";
import * as z from "zod/mini";
import { compare, type Timed } from "./pairs.js";
import { printTable } from "./print.js";

const Row = z.looseObject({ id: z.string(), hostname: z.nullish(z.string()), active: z.nullish(z.boolean()), severity: z.nullish(z.string()) });
const rows = defineModel("Rows", Row);
const token = "Q7".repeat(32);
const headers = { authorization: token, accept: "application/json" };

/** The client against what it stands on: bare undici and JSON.parse. */
export async function client(): Promise<void> {
  const fast = await start(100_000, 0);
  const slow = await start(100_000, 50);
  try {
    printTable("The client, to bare undici.request and JSON.parse (median of pairs)", [
      ["a small GET, one at a time, wall", 1.3, await compare(wall(() => huntGets(fast.url, 1)), wall(() => bareGets(fast.url, 1)), 7)],
      ["a small GET, 16 at a time, CPU", 1.5, await compare(cpu(() => huntGets(fast.url, 16)), cpu(() => bareGets(fast.url, 16)), 7)],
      ["100,000 rows of 1 KB, paged and validated, CPU", 1.3, await compare(cpu(() => huntPages(fast.url, 1)), cpu(() => barePages(fast.url)), 5)],
      ["the same with 50 ms a request, 4 lanes to 1, wall", 1 / 3, await compare(wall(() => huntPages(slow.url, 4)), wall(() => huntPages(slow.url, 1)), 3)],
    ]);
  } finally {
    fast.stop();
    slow.stop();
  }
}

async function start(rowCount: number, delayMs: number): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("server.js", import.meta.url)), String(rowCount), String(delayMs)], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  return { url, stop: () => void child.kill() };
}

const gets = 2_000;

async function huntGets(url: string, width: number): Promise<void> {
  const hunt = new HuntClient({ instance: url, token, env: {} });
  await sideBySide(width, gets, async () => void (await hunt.request({ path: "Small" })));
  await hunt.close();
}

async function bareGets(url: string, width: number): Promise<void> {
  const agent = new Agent();
  await sideBySide(width, gets, async () => {
    const { body } = await agent.request({ origin: url, path: "/api/Small", method: "GET", headers });
    JSON.parse(await body.text());
  });
  await agent.destroy();
}

async function huntPages(url: string, lanes: number): Promise<void> {
  const hunt = new HuntClient({ instance: url, token, env: {} });
  for await (const _ of hunt.model(rows).list({}, { lanes }).pages());
  await hunt.close();
}

async function barePages(url: string): Promise<void> {
  const agent = new Agent();
  for (let skip = 0, length = 1; length > 0; skip += length) {
    const filter = encodeURIComponent(JSON.stringify({ limit: 1000, skip }));
    const { body } = await agent.request({ origin: url, path: `/api/Rows?filter=${filter}`, method: "GET", headers });
    ({ length } = JSON.parse(await body.text()) as unknown[]);
  }
  await agent.destroy();
}

async function sideBySide(width: number, count: number, act: () => Promise<void>): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await act();
  };
  await Promise.all(Array.from({ length: width }, lane));
}

function wall(act: () => Promise<void>): Timed {
  return async () => {
    const began = performance.now();
    await act();
    return performance.now() - began;
  };
}

function cpu(act: () => Promise<void>): Timed {
  return async () => {
    const before = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}

