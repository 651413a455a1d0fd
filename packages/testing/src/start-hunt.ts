import { startSandbox, type Sandbox, type SandboxOptions, type SeededTokens } from "@huntkit/sandbox";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.js";

/** The options that a client of a test gets. `HuntClientOptions` of `@huntkit/core` accepts them. */
export interface TestClientOptions {
  /** The URL of the sandbox. */
  readonly instance: string;
  readonly token: string;
  readonly clock: VirtualClock;
  /** Returns 1, so retry delays have their maximum and are the same in each run. */
  readonly random: () => number;
  /** Empty, so no proxy is used. */
  readonly env: Record<string, string>;
}

/** A client class, for example `HuntClient` of `@huntkit/core`. */
export type ClientClass<Client extends Closable, Options> = new (options: Options) => Client;

/** An object that holds connections until it is closed. */
export interface Closable {
  close(): Promise<void>;
}

/** Options of {@link startHunt}: the options of the sandbox, and those of the clients. */
export interface StartHuntOptions<Options = object> extends SandboxOptions {
  /** The sandbox token that the clients use. Default: `admin`. */
  readonly token?: keyof SeededTokens;
  /** Options of the clients, for example `{ timeoutMs: 200 }`. */
  readonly client?: Partial<Options>;
}

/** A running sandbox and a client for it. Stop it with {@link stop}, or declare it with `await using`. */
export interface TestHunt<Client extends Closable = Closable, Options = object> {
  /** The sandbox with its faults, requests, records, and tokens. */
  readonly sandbox: Sandbox;
  /** A client for the sandbox. Its delays take no time: they advance the sandbox's clock instead. */
  readonly client: Client;
  /** The clock of the clients and the sandbox. It runs in real time, and each sleep and `advance` moves it forward. */
  readonly clock: VirtualClock;
  /** Creates another client, for example `newClient({ token: hunt.sandbox.tokens.analyst })`. */
  readonly newClient: (options?: Partial<Options>) => Client;
  /** Closes all clients and stops the sandbox. */
  readonly stop: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Starts a sandbox in this process on a free port, and creates a client for it.
 *
 * @param Client the class of the clients, usually `HuntClient` of `@huntkit/core`
 * @throws {TypeError} if an option of the sandbox is invalid
 * @throws any error of the client's constructor
 */
export async function startHunt<Client extends Closable, Options>(
  Client: ClientClass<Client, Options>,
  { token = "admin", client: clientOptions, ...options }: StartHuntOptions<Options> = {},
): Promise<TestHunt<Client, Options>> {
  const sandbox = await startSandbox(options);
  const clock = createVirtualClock(sandbox.clock);
  const defaults: TestClientOptions = {
    instance: sandbox.url,
    token: sandbox.tokens[token],
    clock,
    random: () => 1,
    env: {},
  };
  const clients: Client[] = [];
  const newClient = (more?: Partial<Options>): Client => {
    const client = new Client({ ...defaults, ...clientOptions, ...more } as Options);
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
