import { startHunt, type StartHuntOptions, type TestHunt } from "./start-hunt.js";

/** The hooks of a test runner, such as vitest's and jest's, or node:test's where `before` and `after` are the first and last. */
export interface TestHooks {
  /** Starts the HUNT. */
  beforeAll(run: () => Promise<void>): unknown;
  /** Empties what a test left. */
  afterEach(run: () => void): unknown;
  /** Stops the HUNT. */
  afterAll(run: () => Promise<void>): unknown;
}

/**
 * Starts a HUNT for all tests of a file or a `describe`. Faults, the log of requests and the clock's sleeps are emptied
 * after each test; records and the time stay as a test leaves them.
 *
 * @returns what gives the HUNT, for use within tests
 */
export function useHunt(hooks: TestHooks, options: StartHuntOptions = {}): () => TestHunt {
  let hunt: TestHunt | undefined;
  hooks.beforeAll(async () => {
    hunt = await startHunt(options);
  });
  hooks.afterEach(() => {
    hunt?.sandbox.faults.clear();
    hunt?.sandbox.requests.clear();
    hunt?.clock.sleeps.splice(0);
  });
  hooks.afterAll(async () => {
    await hunt?.stop();
  });
  return () => {
    if (hunt === undefined)
      throw new Error(
        "useHunt(): the HUNT starts before the first test. Ask for it within a test or a hook.",
      );
    return hunt;
  };
}
