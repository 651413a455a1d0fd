/**
 * The proof that a rotation never loses a token: it is interrupted at each of its calls in each way. It knows nothing of the
 * engine that is tested, so the packages that have one pass it in.
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
export { Wire, type Trap, type WirePhase, type WireService } from "./wire.js";
