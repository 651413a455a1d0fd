import {
  startHunt,
  type ClientClass,
  type Closable,
  type StartHuntOptions,
  type TestHunt,
} from "./start-hunt.js";

/**
 * The hooks of a test runner, with the names of vitest and jest. With `node:test`, pass `before` and `after`
 * as the first and the last.
 */
export interface TestHooks {
  /** Starts the sandbox. */
  beforeAll(run: () => Promise<void>): unknown;
  /** Resets the sandbox and the recorded sleeps. */
  afterEach(run: () => void): unknown;
  /** Stops the sandbox. */
  afterAll(run: () => Promise<void>): unknown;
}

/**
 * Starts a sandbox for all tests of a file or a `describe` block, and resets it after each test: records,
 * tokens, clock, faults,
 * logged requests, and recorded sleeps. A reset takes about a millisecond. Tests that build on each other need
 * {@link startHunt} instead.
 *
 * @param Client the class of the clients, usually `HuntClient` of `@huntkit/core`
 * @returns a function that returns the running sandbox and its client; call it in tests and hooks only
 */
export function useHunt<Client extends Closable, Options>(
  Client: ClientClass<Client, Options>,
  hooks: TestHooks,
  options: StartHuntOptions<Options> = {},
): () => TestHunt<Client, Options> {
  let hunt: TestHunt<Client, Options> | undefined;
  hooks.beforeAll(async () => {
    hunt = await startHunt(Client, options);
  });
  hooks.afterEach(() => {
    hunt?.sandbox.reset();
    hunt?.clock.sleeps.splice(0);
  });
  hooks.afterAll(async () => {
    await hunt?.stop();
  });
  return () => {
    if (hunt === undefined)
      throw new Error("useHunt(): the sandbox is not running yet. Call this function in a test or a hook.");
    return hunt;
  };
}
