/**
 * Proves that a rotation never loses a token, by interrupting it at each of its calls in each way. It is
 * independent of the engine under test, which the packages pass in.
 *
 * @module
 */
export {
  describeFailureMatrix,
  failures,
  isToken,
  type Failure,
  type FailureMatrix,
  type KeptToken,
  type LostTokens,
  type RotationWorld,
  type RunReport,
} from "./failure-matrix.js";
export {
  startInProcessWorld,
  tapJournal,
  tapStore,
  type InProcessOptions,
  type InProcessRun,
} from "./in-process-world.js";
export {
  listRotationCalls,
  tappedRotationCalls,
  type RotationCall,
  type StoreCalls,
} from "./rotation-calls.js";
export { Wire, type Trap, type WirePhase, type WireService } from "./wire.js";
