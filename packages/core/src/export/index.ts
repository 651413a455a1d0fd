export type { Checkpoint } from "./checkpoint.js";
export type { ExportFormat, ExportOptions, ExportProgress, ExportResult } from "./export-options.js";
export { resumePoint } from "./resume-point.js";
