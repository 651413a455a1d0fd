import type { Sandbox, SandboxOptions, SeededTokens } from "@huntkit/sandbox";
import { HuntClient } from "../client.js";
import type { HuntClientOptions } from "../client-options.js";
import { loadSandbox } from "./load-sandbox.js";
import { virtualClock, type VirtualClock } from "./virtual-clock.js";

/** How a HUNT for tests starts: everything that a sandbox takes, and what its clients are like. */
export interface StartHuntOptions extends SandboxOptions {
  /** Which of the sandbox's tokens the clients have; `admin` when omitted. */
  readonly token?: keyof SeededTokens;
  /** Options of the clients, such as `{timeoutMs: 200}`. */
  readonly client?: Partial<HuntClientOptions>;
}

/** A running sandbox and a client for it. Ends with {@link stop}, or by itself after `await using`. */
export interface TestHunt {
  /** Its faults, requests, records and tokens. */
  readonly sandbox: Sandbox;
  /**
   * A client whose pauses take no time, are as long as they can be and so the same in each run, and move the sandbox's
   * clock on. It goes through no proxy.
   */
  readonly client: HuntClient;
  /** The clients' clock, which is the sandbox's: it runs on with real time, and with each sleep and `advance`. */
  readonly clock: VirtualClock;
  /** Makes another client of this kind, such as `newClient({token: hunt.sandbox.tokens.analyst})`. */
  readonly newClient: (options?: Partial<HuntClientOptions>) => HuntClient;
  /** Ends all clients and the sandbox. */
  readonly stop: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Starts a sandbox in this process, on a free port, and makes a client for it.
 *
 * @throws {Error} that says what to install, when @huntkit/sandbox is not there
 * @throws {TypeError} for a sandbox's option that is wrong
 * @throws {HuntInputError} for a client's option that is wrong
 */
export async function startHunt({
  token = "admin",
  client: clientOptions,
  ...options
}: StartHuntOptions = {}): Promise<TestHunt> {
  const { startSandbox } = await loadSandbox();
  const sandbox = await startSandbox(options);
  const clock = virtualClock(sandbox.clock);
  const clients: HuntClient[] = [];
  const newClient: TestHunt["newClient"] = (more) => {
    const common = { instance: sandbox.url, token: sandbox.tokens[token], clock, random: () => 1, env: {} };
    const client = new HuntClient({ ...common, ...clientOptions, ...more });
    clients.push(client);
    return client;
  };
  const stop = async (): Promise<void> => {
    await Promise.all([sandbox.stop(), ...clients.map((client) => client.close())]);
  };
  try {
    return { sandbox, client: newClient(), clock, newClient, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
