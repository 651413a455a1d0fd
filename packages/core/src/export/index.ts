export type { Checkpoint } from "./export-options.js";
export type { ExportFormat, ExportOptions, ExportProgress, ExportResult } from "./export-options.js";
export { findResumePoint } from "./resume-point.js";
