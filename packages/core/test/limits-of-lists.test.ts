import { PassThrough } from "node:stream";
import { createVirtualClock } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import type { HuntClient, HuntClientOptions, Transport } from "../src/index.js";
import { createClient, useSandbox } from "./helpers.js";

const sandbox = useSandbox();

/** Creates a client with a transport that counts its requests, and how many of them there are at the same time. */
function start(options: Partial<HuntClientOptions>) {
  const log = { requests: 0, maxConcurrent: 0 };
  let concurrent = 0;
  const transport: Transport = {
    async send({ method, origin, path, headers }) {
      log.requests++;
      log.maxConcurrent = Math.max(log.maxConcurrent, ++concurrent);
      const response = await fetch(origin + path, { method, headers });
      const body = Buffer.from(await response.arrayBuffer());
      concurrent--;
      // fetch has already decompressed the body.
      const { "content-encoding": _, ...rest } = Object.fromEntries(response.headers);
      return { status: response.status, headers: rest, body };
    },
    close: async () => {},
  };
  const client = createClient(sandbox().url, { token: sandbox().tokens.admin, transport, ...options });
  return { client, log };
}

const programs: [name: string, run: (client: HuntClient) => Promise<unknown>][] = [
  ["reading the tokens of all users", (client) => client.tokens.listAll()],
  ["reading a list", (client) => client.alerts.list({}, { pageSize: 300 }).toArray()],
  [
    "an export",
    (client) =>
      client.alerts.list({}, { pageSize: 300 }).exportTo(new PassThrough().resume(), { format: "ndjson" }),
  ],
];

describe("a program of many requests", () => {
  it.each(programs)("sends at most 4 requests at a time without limits: %s", async (_, run) => {
    const { client, log } = start({});

    await run(client);

    expect(log.maxConcurrent).toBe(4);
  });

  it.each(programs)("keeps to limits.concurrency: %s", async (_, run) => {
    const { client, log } = start({ limits: { concurrency: 2 } });

    await run(client);

    expect(log.maxConcurrent).toBe(2);
  });

  it.each(programs)("keeps to limits.perSecond: %s", async (_, run) => {
    const clock = createVirtualClock();
    const { client, log } = start({ clock, limits: { perSecond: 10 } });
    const startedAt = clock.now();

    await run(client);

    expect(clock.now() - startedAt).toBe((log.requests - 1) * 100);
  });
});
