/**
 * Spans and metrics of OpenTelemetry for the requests that `@huntkit/core` sends to HUNT.
 *
 * @module
 */
export { instrumentHunt, type InstrumentOptions } from "./instrument-hunt.js";
