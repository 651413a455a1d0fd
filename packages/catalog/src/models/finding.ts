import type { Fields } from "../model.js";
import {
  fileRepId,
  flagId,
  hostId,
  hostname,
  hostScanId,
  id,
  ip,
  scanId,
  scannedOn,
  verdict,
} from "../shared.js";

/* The fields of what scans find, by kind. The models are in instance.ts. */

export const boxId = {
  type: "string",
  format: "uuid",
  reference: "Box",
  description: "ID of the box. Only in `Box…Instances`.",
} as const;

export const finding = {
  id,
  scanId,
  hostScanId,
  boxId,
  hostId,
  hostname,
  ip,
  scannedOn,
} as const satisfies Fields;

const sampled = { known: "vendor sample" } as const;

export const file = {
  ...finding,
  name: { type: "string", description: "File name." },
  path: { type: "string", description: "Path of the file." },
  fileRepId,
  md5: { type: "string", format: "md5", description: "MD5 of the file." },
  sha1: { type: "string", format: "sha1", description: "SHA-1 of the file." },
  sha256: { type: "string", format: "sha256", description: "SHA-256 of the file." },
  ssdeep: { type: "string", ...sampled, description: "Fuzzy hash of the file." },
  size: { type: "number", description: "Size of the file in bytes." },
  ...verdict,
  signatureId: {
    type: "string",
    format: "sha1",
    ...sampled,
    description: "ID of the signature (40 hex digits).",
  },
  hasAvScan: { type: "boolean", description: "Whether antivirus engines checked the file." },
  threatWeight: { type: "number", description: "Weight of the threat, 0 to 10." },
  flagId,
  commentCount: { type: "number", ...sampled, description: "Number of comments on the file." },
} as const satisfies Fields;

const pid = { type: "number", description: "ID of the process." } as const;
const processPath = { type: "string", ...sampled, description: "Path of the process." } as const;

export const process = {
  ...file,
  pid,
  commandLine: { type: "string", description: "Command line." },
} as const satisfies Fields;

const judged = { type: "boolean", ...sampled } as const;

export const module = {
  ...file,
  pid,
  processPath,
  moduleId: { type: "string", format: "sha1", ...sampled, description: "ID of the module (40 hex digits)." },
  blacklist: { ...judged, description: "Whether the file is on a blacklist." },
  whitelist: { ...judged, description: "Whether the file is on a whitelist." },
  localBlacklist: { ...judged, description: "Whether the file is on a blacklist of this instance." },
  localWhitelist: { ...judged, description: "Whether the file is on a whitelist of this instance." },
  malicious: { ...judged, description: "Whether the verdict is malicious." },
  notMalicious: { ...judged, description: "Whether the verdict is not malicious." },
  suspicious: { ...judged, description: "Whether the verdict is suspicious." },
  unknown: { ...judged, description: "Whether the verdict is unknown." },
  staticAnalysis: {
    ...judged,
    accepts: "any",
    description: "Whether the file was analyzed, or the kind of analysis.",
  },
  dynamicAnalysis: {
    ...judged,
    accepts: "any",
    description: "Whether the file was run for analysis, or the kind of run.",
  },
  failed: { ...judged, description: "Whether the analysis failed." },
  hostCount: { type: "number", ...sampled, description: "Number of hosts with the file." },
} as const satisfies Fields;

export const memScan = {
  ...finding,
  processPath,
  address: { type: "string", ...sampled, description: "Address of the memory, for example `0x00520000`." },
  size: { type: "number", ...sampled, description: "Size of the memory in bytes." },
  protection: {
    type: "string",
    ...sampled,
    description: "Protection of the memory: `R/W/E` on Windows, `rwxp` on Linux.",
  },
  fileRepId: { ...fileRepId, ...sampled },
  threatName: { ...verdict.threatName, ...sampled },
  threatScore: { ...verdict.threatScore, ...sampled },
  flagName: { ...verdict.flagName, ...sampled },
} as const satisfies Fields;

export const artifact = {
  ...file,
  artifactType: { type: "string", description: "Kind of trace, for example `Prefetch`." },
  modifiedOn: { type: "date", past: "host", description: "Time of the last change (ISO 8601, UTC)." },
} as const satisfies Fields;

export const autostart = {
  ...file,
  autostartType: { type: "string", description: "Kind of autostart, for example `Service`." },
  regPath: { type: "string", description: "Registry key. Null if it is not in the registry." },
  value: { type: "string", description: "Program that is started." },
} as const satisfies Fields;

export const connection = {
  ...finding,
  pid: { ...pid, ...sampled },
  processPath,
  localAddr: { type: "string", format: "ip", ...sampled, description: "Local IP address." },
  localPort: { type: "number", ...sampled, description: "Local port." },
  remoteAddr: { type: "string", format: "ip", ...sampled, description: "Remote IP address." },
  remotePort: { type: "number", ...sampled, description: "Remote port." },
  proto: { type: "string", ...sampled, description: "Protocol, for example `TCPv4`." },
  state: {
    type: "string",
    ...sampled,
    description: "State of the connection, for example `ESTABLISHED` or `SYN-SENT`.",
  },
} as const satisfies Fields;

export const application = {
  ...finding,
  applicationId: {
    type: "string",
    format: "uuid",
    description: "ID of the application, as in `ApplicationAdvisories`.",
  },
  name: { type: "string", known: "assumed", description: "Name of the application." },
} as const satisfies Fields;

/** Public sources show the common fields only. */
export const account = finding;
