export { expectNoToken, spellingsOf } from "./expect-no-token.js";
export { startHunt, type StartHuntOptions, type TestHunt } from "./start-hunt.js";
export { useHunt, type TestHooks } from "./use-hunt.js";
export { virtualClock, type MovableTime, type VirtualClock } from "./virtual-clock.js";
