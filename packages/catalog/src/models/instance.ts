import type { Fields, Model, RowOf } from "../model.js";
import { agentId, fileRepId, hostId, hostname, id, ip, scanId, scannedOn, verdict } from "../shared.js";

/*
 * What scans find, by kind. `Scan…Instances` hold it by scan, `Box…Instances` by box, which is a view of the last 7, 30, or
 * 90 days. Both have the same rows, except that only those of boxes have a `boxId`.
 */

const boxId = {
  type: "string",
  format: "uuid",
  reference: "Box",
  description: "ID of the box. Only in `Box…Instances`.",
} as const;

const finding = {
  id,
  hostname,
  ip,
  hostId,
  agentId: { ...agentId, known: "assumed" },
  scanId,
  boxId,
  threatScore: { type: "number", description: "Threat score." },
  scannedOn,
} as const satisfies Fields;

const file = {
  ...finding,
  name: { type: "string", description: "File name." },
  path: { type: "string", description: "Path of the file." },
  fileRepId,
  ...verdict,
} as const satisfies Fields;

const pid = { type: "number", description: "ID of the process." } as const;

const process = {
  ...file,
  pid,
  commandLine: { type: "string", description: "Command line." },
  owner: { type: "string", known: "assumed", description: "Account that the process runs as." },
} as const satisfies Fields;

const module = { ...file, pid } as const satisfies Fields;

const memScan = {
  ...finding,
  name: { type: "string", known: "assumed", description: "Name of the process." },
  pid,
  protection: { type: "string", description: "Protection of the memory, for example `R/W/E` or `rwxp`." },
  size: { type: "number", description: "Size of the memory in bytes." },
} as const satisfies Fields;

const artifact = {
  ...file,
  artifactType: { type: "string", description: "Kind of trace, for example `Prefetch`." },
  modifiedOn: { type: "date", description: "Time of the last change (ISO 8601, UTC)." },
} as const satisfies Fields;

const autostart = {
  ...file,
  autostartType: { type: "string", description: "Kind of autostart, for example `Service`." },
  regPath: { type: "string", description: "Registry key. Null if it is not in the registry." },
  value: { type: "string", description: "What is started." },
} as const satisfies Fields;

const connection = {
  ...finding,
  processName: { type: "string", known: "assumed", description: "Name of the process." },
  localPort: { type: "number", description: "Local port." },
  remoteAddress: {
    type: "string",
    format: "ip",
    known: "assumed",
    description: "Remote IP address. The vendor's samples call it `remoteAddr`.",
  },
  remotePort: { type: "number", description: "Remote port." },
  state: { type: "string", description: "State of the connection, for example `ESTABLISHED`." },
} as const satisfies Fields;

const application = {
  ...finding,
  applicationId: {
    type: "string",
    format: "uuid",
    description: "ID of the application, as in `ApplicationAdvisories`.",
  },
  name: { type: "string", known: "assumed", description: "Name of the application." },
  version: { type: "string", known: "assumed", description: "Version of the application." },
  publisher: { type: "string", known: "assumed", description: "Publisher of the application." },
} as const satisfies Fields;

const script = {
  ...finding,
  name: { type: "string", known: "assumed", description: "File name of the script." },
  fileRepId: { ...fileRepId, known: "assumed" },
  content: { type: "string", known: "assumed", description: "Text of the script." },
} as const satisfies Fields;

const account = {
  ...finding,
  name: { type: "string", known: "assumed", description: "Name of the account." },
  domain: { type: "string", known: "assumed", description: "Domain of the account." },
  privileged: { type: "boolean", known: "assumed", description: "Whether the account is an administrator." },
  lastLogonOn: {
    type: "date",
    only: "sandbox",
    known: "assumed",
    description: "Time of the last sign-in (ISO 8601, UTC).",
  },
} as const satisfies Fields;

export interface ProcessInstance extends RowOf<typeof process> {}
export interface ModuleInstance extends RowOf<typeof module> {}
export interface DriverInstance extends RowOf<typeof file> {}
export interface MemScanInstance extends RowOf<typeof memScan> {}
export interface ArtifactInstance extends RowOf<typeof artifact> {}
export interface AutostartInstance extends RowOf<typeof autostart> {}
export interface ConnectionInstance extends RowOf<typeof connection> {}
export interface ApplicationInstance extends RowOf<typeof application> {}
export interface ScriptInstance extends RowOf<typeof script> {}
export interface AccountInstance extends RowOf<typeof account> {}

/**
 * A kind of finding by scan. Only accounts break the rule of the names (vendor).
 *
 * @__NO_SIDE_EFFECTS__
 */
function byScan<Row, F extends Fields>(kind: string, description: string, fields: F): Model<Row, F> {
  const isByHost = kind === "Account";
  return {
    name: `Scan${kind}Instance${isByHost ? "ByHost" : ""}`,
    route: `Scan${kind}Instances${isByHost ? "ByHost" : ""}`,
    description,
    known: "vendor",
    fields: {
      ...fields,
      agentId: { ...finding.agentId, relation: "agent" },
      scanId: { ...scanId, relation: "scan" },
      boxId: { ...boxId, only: "client" },
    },
  };
}

/**
 * The same kind by box.
 *
 * @__NO_SIDE_EFFECTS__
 */
function byBox<Row, F extends Fields>(kind: string, description: string, fields: F): Model<Row, F> {
  return {
    name: `Box${kind}Instance`,
    route: `Box${kind}Instances`,
    description,
    known: "vendor",
    fields: { ...fields, boxId: { ...boxId, relation: "box" } },
  };
}

export const scanProcessInstances: Model<ProcessInstance, typeof process> = byScan(
  "Process",
  "A process.",
  process,
);
export const boxProcessInstances: Model<ProcessInstance, typeof process> = byBox(
  "Process",
  "A process.",
  process,
);
export const scanModuleInstances: Model<ModuleInstance, typeof module> = byScan(
  "Module",
  "A library that a process has loaded.",
  module,
);
export const boxModuleInstances: Model<ModuleInstance, typeof module> = byBox(
  "Module",
  "A library that a process has loaded.",
  module,
);
export const scanDriverInstances: Model<DriverInstance, typeof file> = byScan(
  "Driver",
  "A driver that the kernel has loaded.",
  file,
);
export const boxDriverInstances: Model<DriverInstance, typeof file> = byBox(
  "Driver",
  "A driver that the kernel has loaded.",
  file,
);
export const scanMemScanInstances: Model<MemScanInstance, typeof memScan> = byScan(
  "MemScan",
  "Code in a process's memory that belongs to no file.",
  memScan,
);
export const boxMemScanInstances: Model<MemScanInstance, typeof memScan> = byBox(
  "MemScan",
  "Code in a process's memory that belongs to no file.",
  memScan,
);
export const scanArtifactInstances: Model<ArtifactInstance, typeof artifact> = byScan(
  "Artifact",
  "A trace that a program ran, such as a prefetch file.",
  artifact,
);
export const boxArtifactInstances: Model<ArtifactInstance, typeof artifact> = byBox(
  "Artifact",
  "A trace that a program ran, such as a prefetch file.",
  artifact,
);
export const scanAutostartInstances: Model<AutostartInstance, typeof autostart> = byScan(
  "Autostart",
  "A program that starts by itself, as a service, registry key, or scheduled task.",
  autostart,
);
export const boxAutostartInstances: Model<AutostartInstance, typeof autostart> = byBox(
  "Autostart",
  "A program that starts by itself, as a service, registry key, or scheduled task.",
  autostart,
);
export const scanConnectionInstances: Model<ConnectionInstance, typeof connection> = byScan(
  "Connection",
  "A network connection.",
  connection,
);
export const boxConnectionInstances: Model<ConnectionInstance, typeof connection> = byBox(
  "Connection",
  "A network connection.",
  connection,
);
export const scanApplicationInstances: Model<ApplicationInstance, typeof application> = byScan(
  "Application",
  "An installed application.",
  application,
);
export const boxApplicationInstances: Model<ApplicationInstance, typeof application> = byBox(
  "Application",
  "An installed application.",
  application,
);
export const scanScriptInstances: Model<ScriptInstance, typeof script> = byScan(
  "Script",
  "A script that ran.",
  script,
);
export const boxScriptInstances: Model<ScriptInstance, typeof script> = byBox(
  "Script",
  "A script that ran.",
  script,
);
export const scanAccountInstancesByHost: Model<AccountInstance, typeof account> = byScan(
  "Account",
  "An account on a host.",
  account,
);
export const boxAccountInstances: Model<AccountInstance, typeof account> = byBox(
  "Account",
  "An account on a host.",
  account,
);
