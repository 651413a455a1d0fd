import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sandbox, SandboxOptions } from "@huntkit/sandbox";
import { afterAll, afterEach, beforeAll, onTestFinished, vi } from "vitest";
import { HuntClient, isHuntError, type HuntClientOptions, type HuntError } from "../src/index.js";
import { useHunt, createVirtualClock } from "@huntkit/testing";

/** Starts a sandbox for all tests of a file, and resets it between them. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
  const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll }, options);
  return () => hunt().sandbox;
}

type CreateTransport = (options: HuntClientOptions) => HuntClientOptions["transport"];

let createTransport: CreateTransport = () => undefined;

/** Lets the clients of a block of tests use another transport. */
export function useTransport(create: CreateTransport): void {
  const before = createTransport;
  beforeAll(() => void (createTransport = create));
  afterAll(() => void (createTransport = before));
}

/**
 * Creates a client that is closed after the test. Its clock never waits, and its delays are the longest
 * possible.
 */
export function createClient(instance: string, options: Partial<HuntClientOptions> = {}): HuntClient {
  const all = { instance, clock: createVirtualClock(), random: () => 1, env: {}, ...options };
  const client = new HuntClient({ ...all, transport: options.transport ?? createTransport(all) });
  onTestFinished(() => client.close());
  return client;
}

/**
 * Stops the timers of this test. A time limit passes only if the test advances it, however busy the machine
 * is.
 * @returns a function that advances the timers, in milliseconds
 */
export function holdTimers(): (ms: number) => void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  return (ms) => void vi.advanceTimersByTime(ms);
}

/** Waits until the sandbox has received this number of requests. */
export async function waitForRequests({ requests }: Sandbox, count: number): Promise<void> {
  while (requests.length < count) await new Promise(setImmediate);
}

/** Starts a plain HTTP server for responses that HUNT never sends, and returns its address. */
export async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/**
 * Returns the error that a promise rejects with. Throws if the promise resolves, or rejects with an error of
 * another library.
 */
export async function catchError(promise: Promise<unknown>): Promise<HuntError> {
  const error = await promise.then(
    () => new Error("the promise did not reject"),
    (reason: unknown) => reason,
  );
  if (!isHuntError(error)) throw error;
  return error;
}
