import type { Fields, Model, RowOf } from "../model.js";
import { hostScanId, scanId } from "../shared.js";
import {
  account,
  application,
  artifact,
  autostart,
  boxId,
  connection,
  file,
  finding,
  memScan,
  module,
  process,
} from "./finding.js";

/*
 * What scans find, by kind. `Scan…Instances` hold it by scan, `Box…Instances` by box, which is a view of the last 7, 30, or
 * 90 days. Both have the same rows, except that only those of boxes have a `boxId`.
 */

export interface ProcessInstance extends RowOf<typeof process> {}
export interface ModuleInstance extends RowOf<typeof module> {}
export interface DriverInstance extends RowOf<typeof file> {}
export interface MemScanInstance extends RowOf<typeof memScan> {}
export interface ArtifactInstance extends RowOf<typeof artifact> {}
export interface AutostartInstance extends RowOf<typeof autostart> {}
export interface ConnectionInstance extends RowOf<typeof connection> {}
export interface ApplicationInstance extends RowOf<typeof application> {}
export interface ScriptInstance extends RowOf<typeof file> {}
export interface AccountInstance extends RowOf<typeof account> {}
export interface HookInstance extends RowOf<typeof finding> {}

/**
 * Creates the model of a kind of finding by scan. Only accounts break the rule of the names (vendor).
 *
 * @__NO_SIDE_EFFECTS__
 */
function createScanModel<Row, F extends Fields>(kind: string, description: string, fields: F): Model<Row, F> {
  const isByHost = kind === "Account";
  return {
    name: `Scan${kind}Instance${isByHost ? "ByHost" : ""}`,
    route: `Scan${kind}Instances${isByHost ? "ByHost" : ""}`,
    description,
    known: "vendor",
    fields: {
      ...fields,
      scanId,
      hostScanId,
      boxId: { ...boxId, only: "client" },
    },
  };
}

/**
 * Creates the model of the same kind by box. Public sources show the models, but not their fields.
 *
 * @__NO_SIDE_EFFECTS__
 */
function createBoxModel<Row, F extends Fields>(kind: string, description: string, fields: F): Model<Row, F> {
  const isByHost = kind === "Account";
  return {
    name: `Box${kind}Instance${isByHost ? "ByHost" : ""}`,
    route: `Box${kind}Instances${isByHost ? "ByHost" : ""}`,
    description,
    known: "specification",
    fieldsKnown: "assumed",
    fields: { ...fields, boxId },
  };
}

export const scanProcessInstances: Model<ProcessInstance, typeof process> = createScanModel(
  "Process",
  "A process.",
  process,
);
export const boxProcessInstances: Model<ProcessInstance, typeof process> = createBoxModel(
  "Process",
  "A process.",
  process,
);
export const scanModuleInstances: Model<ModuleInstance, typeof module> = createScanModel(
  "Module",
  "A library that a process has loaded.",
  module,
);
export const boxModuleInstances: Model<ModuleInstance, typeof module> = createBoxModel(
  "Module",
  "A library that a process has loaded.",
  module,
);
export const scanDriverInstances: Model<DriverInstance, typeof file> = createScanModel(
  "Driver",
  "A driver that the kernel has loaded.",
  file,
);
export const boxDriverInstances: Model<DriverInstance, typeof file> = createBoxModel(
  "Driver",
  "A driver that the kernel has loaded.",
  file,
);
export const scanMemScanInstances: Model<MemScanInstance, typeof memScan> = createScanModel(
  "MemScan",
  "Code in a process's memory that belongs to no file.",
  memScan,
);
export const boxMemscanInstances: Model<MemScanInstance, typeof memScan> = createBoxModel(
  "Memscan",
  "Code in a process's memory that belongs to no file.",
  memScan,
);
export const scanArtifactInstances: Model<ArtifactInstance, typeof artifact> = createScanModel(
  "Artifact",
  "Evidence that a program ran, such as a prefetch file.",
  artifact,
);
export const boxArtifactInstances: Model<ArtifactInstance, typeof artifact> = createBoxModel(
  "Artifact",
  "Evidence that a program ran, such as a prefetch file.",
  artifact,
);
export const scanAutostartInstances: Model<AutostartInstance, typeof autostart> = createScanModel(
  "Autostart",
  "A program that starts by itself, as a service, registry key, or scheduled task.",
  autostart,
);
export const boxAutostartInstances: Model<AutostartInstance, typeof autostart> = createBoxModel(
  "Autostart",
  "A program that starts by itself, as a service, registry key, or scheduled task.",
  autostart,
);
export const scanConnectionInstances: Model<ConnectionInstance, typeof connection> = createScanModel(
  "Connection",
  "A network connection.",
  connection,
);
export const boxConnectionInstances: Model<ConnectionInstance, typeof connection> = createBoxModel(
  "Connection",
  "A network connection.",
  connection,
);
export const scanApplicationInstances: Model<ApplicationInstance, typeof application> = createScanModel(
  "Application",
  "An installed application.",
  application,
);
export const boxApplicationInstances: Model<ApplicationInstance, typeof application> = createBoxModel(
  "Application",
  "An installed application.",
  application,
);
export const scanScriptInstances: Model<ScriptInstance, typeof file> = createScanModel(
  "Script",
  "A script that ran.",
  file,
);
export const boxScriptInstances: Model<ScriptInstance, typeof file> = createBoxModel(
  "Script",
  "A script that ran.",
  file,
);
export const scanAccountInstancesByHost: Model<AccountInstance, typeof account> = createScanModel(
  "Account",
  "An account on a host.",
  account,
);
export const boxAccountInstancesByHost: Model<AccountInstance, typeof account> = createBoxModel(
  "Account",
  "An account on a host.",
  account,
);
export const boxHookInstances: Model<HookInstance, typeof finding> = createBoxModel(
  "Hook",
  "A hook in a process.",
  finding,
);
