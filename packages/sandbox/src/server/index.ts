/**
 * The server that the sandbox is built on, for test servers of your own: it listens, logs requests, and
 * applies faults. The sandbox and huntkit's fake GitHub use it. Unstable: it may change in any release.
 *
 * @module
 */
export { applyFaults, type ApplyFaultsOptions, type FaultDialect } from "./apply-faults.js";
export {
  checkFault,
  type Fault,
  type FaultKind,
  faultKinds,
  type FaultOutcome,
  type FaultPhase,
} from "./fault.js";
export { FaultRegistry } from "./fault-registry.js";
export { listen, type Listening, type ListenOptions, type TlsFiles } from "./listen.js";
export { isSentDirectly, logRequests, receiveRequests, type ServerEnvironment } from "./receive-requests.js";
export { type ReceivedRequest, RequestLog, type Target } from "./request-log.js";
