/**
 * Helpers for tests of programs that use huntkit: a sandbox with a client, a clock that never waits, and an assertion that no token
 * leaks.
 *
 * @module
 */
export { expectNoToken, listEncodings, type Secret } from "./expect-no-token.js";
export {
  startHunt,
  type ClientClass,
  type Closable,
  type StartHuntOptions,
  type TestClientOptions,
  type TestHunt,
} from "./start-hunt.js";
export { useHunt, type TestHooks } from "./use-hunt.js";
export { createVirtualClock, type AdjustableTime, type VirtualClock } from "./virtual-clock.js";
