/**
 * The server that the sandbox is built on. It listens, logs requests, and applies faults, and you can use it
 * for your own test servers. Unstable: it may change in any release.
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
