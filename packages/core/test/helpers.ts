import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { startSandbox, type Sandbox, type SandboxOptions } from "@huntkit/sandbox";
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from "vitest";
import { HuntClient, isHuntError, type Clock, type HuntClientOptions, type HuntError } from "../src/index.js";
import { spellingsOf } from "./values.js";

/** A sandbox for all tests of a file; faults and the log of requests are emptied between them. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(options);
  });
  afterEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
  });
  afterAll(() => sandbox.stop());
  return () => sandbox;
}

/** A client that ends with the test; its clock never waits, and its pauses are the longest possible. */
export function clientOf(instance: string, options: Partial<HuntClientOptions> = {}): HuntClient {
  const client = new HuntClient({ instance, clock: virtualClock(), random: () => 1, env: {}, timeoutMs: 5_000, ...options });
  onTestFinished(() => client.close());
  return client;
}

/** Time that passes only by sleeping or when told to, and remembers how long each sleep was; all in milliseconds. */
export function virtualClock(start = "2026-03-01T00:00:00Z"): Clock & { sleeps: number[]; pass(ms: number): void } {
  let now = Date.parse(start);
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    pass: (ms) => void (now += ms),
    sleep(ms, signal) {
      sleeps.push(ms);
      now += ms;
      return signal?.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve();
    },
  };
}

/** A plain HTTP server for what no HUNT would do; its address. */
export async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** The error that a promise ends with; fails the test where it ends well or with an error that is not huntkit's. */
export async function errorOf(promise: Promise<unknown>): Promise<HuntError> {
  const error = await promise.then(
    () => new Error("expected a failure"),
    (reason: unknown) => reason,
  );
  if (!isHuntError(error)) throw error;
  return error;
}

/** Fails the test where a token can be found in anything that printing gives. */
export function expectNoToken(thing: unknown, token: string): void {
  const texts = [inspect(thing, { depth: Infinity, showHidden: true }), JSON.stringify(thing), String(thing), thing instanceof Error ? String(thing.stack) : ""];
  for (const spelling of spellingsOf(token)) expect(texts.join("\n")).not.toContain(spelling);
}
