export type { TokenState } from "./access/access-tokens.js";
export type { Clock } from "./clock.js";
export type { Row } from "./data/definition.js";
export type { Fault, FaultKind } from "./faults/fault.js";
export type { Faults } from "./faults/fault-registry.js";
export type { SeededTokens } from "./models/access-token.js";
export type { SandboxOptions } from "./options.js";
export { type Sandbox, startSandbox } from "./sandbox.js";
export type { LoggedRequest, RequestLog } from "./server/request-log.js";
