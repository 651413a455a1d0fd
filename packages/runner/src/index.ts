export { runAction, type ActionRun, type RunOptions } from "./run-action.js";
export { readManifest, type ActionManifest } from "./manifest.js";
export { nodeForActions } from "./node-for-actions.js";
export { readLog, type Annotation, type AnnotationLevel, type Log } from "./log.js";
