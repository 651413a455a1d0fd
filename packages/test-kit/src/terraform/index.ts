export { onEachEngine, ReportSkippedEngineTests } from "./engines.js";
export type { Engine } from "./find-engine.js";
export {
  actions,
  resources,
  type Plan,
  type ResourceChange,
  type State,
  type StateResource,
} from "./json.js";
export { isRunning, Workspace, type Outcome, type WorkspaceOptions } from "./workspace.js";
