import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import type { CallOptions } from "../http/request.js";
import type { KeysOf } from "../errors/require-known-keys.js";

/** Options for reaching one host. */
export interface HostOptions extends CallOptions {
  /** Target group by ID or name. It is searched first, and a host without a group is added to it. */
  targetGroup?: string | undefined;
  /** Credential to sign in with if the host has no agent, by ID or name. Default: that of the group. */
  credential?: string | undefined;
  /** SSH credential to sign in with if the host has no agent, by ID or name. Default: that of the group. */
  sshCredential?: string | undefined;
  /**
   * Whether to add a host that has neither an active agent nor an accessible address to a target group. Set
   * it to `false` if the name might be misspelled. Default: true, as in the vendor's module.
   */
  addUnknownHost?: boolean | undefined;
}

/** The keys of {@link HostOptions}. */
export const hostKeys: KeysOf<HostOptions> = {
  targetGroup: true,
  credential: true,
  sshCredential: true,
  addUnknownHost: true,
  signal: true,
};

/** The parts of a scan, each a boolean in HUNT's scan options (vendor's PowerShell module). */
export const scanParts = [
  "process",
  "module",
  "driver",
  "memory",
  "account",
  "artifact",
  "autostart",
  "application",
  "installed",
  "hook",
  "network",
  "events",
] as const;

/** A part of a scan, such as `process`. */
export type ScanPart = (typeof scanParts)[number];

/** An extension that runs with a scan or as a response, in HUNT's format. */
export interface ScanExtension {
  /** ID of the extension, a UUID. */
  id: string;
  /** Values of the arguments that the header of the script declares, by name. */
  args?: Record<string, unknown>;
  /** Position in the order: the lowest number runs first. */
  order?: number;
}

/** Options of a scan, in HUNT's format. */
export type ScanOptions = { [Part in ScanPart]?: boolean } & { extensions?: ScanExtension[] };

/**
 * Scans that only agents support, each a boolean in the options of `Agents/scan` (observed on a live
 * instance).
 */
export const agentScans = ["diskScan", "quickScan", "fullScan", "forensicScan"] as const;

/** Options of a scan with `Agents/scan`, in HUNT's format. */
export type AgentScanOptions = ScanOptions & { [Scan in (typeof agentScans)[number]]?: boolean };

/** The keys of {@link ScanOptions}. */
export const scanKeys = toKeys<ScanOptions>([...scanParts, "extensions"]);

/** The keys of {@link AgentScanOptions}. */
export const agentScanKeys = toKeys<AgentScanOptions>([...scanParts, "extensions", ...agentScans]);

function toKeys<T>(names: readonly (keyof T)[]): KeysOf<T> {
  return Object.fromEntries(names.map((name) => [name, true])) as KeysOf<T>;
}

/**
 * The parts that an antivirus scan disables. It does not include `installed` (observed on a live instance).
 */
const antivirusParts = [
  "process",
  "module",
  "driver",
  "memory",
  "account",
  "artifact",
  "autostart",
  "application",
  "network",
] as const;

/**
 * Returns the body that HUNT's web console sends for an antivirus scan with `Agents/scan`. A live instance
 * executed a quick scan with this body. A full scan swaps the two booleans, according to the code of the
 * console.
 */
export function toAntivirusScan(kind: "quick" | "full"): { options: AgentScanOptions; taskName: string } {
  const off = Object.fromEntries(antivirusParts.map((part) => [part, false]));
  const isQuick = kind === "quick";
  return {
    options: { diskScan: true, quickScan: isQuick, fullScan: !isQuick, forensicScan: false, ...off },
    taskName: `Scan - AV ${isQuick ? "Quick" : "Full"}`,
  };
}

/**
 * Scan options by name (`default`: all except `installed` and `hook`; `empty`: nothing), by a list of parts,
 * or as an object.
 */
export type ScanChoice = "default" | "empty" | readonly ScanPart[] | ScanOptions;

/** Parts that the vendor's own tools disable by default. */
const offByDefault = new Set<ScanPart>(["installed", "hook"]);

/**
 * Returns scan options with every part set, so the server decides nothing.
 *
 * @param choice `"default"`, `"empty"`, the enabled parts such as `["process", "module"]`, or an object in
 *   which missing parts are disabled
 * @throws {HuntInputError} `input: "options"`, `problem: "unknown"`, for a part that does not exist
 */
export function toScanOptions(choice: ScanChoice = "default"): ScanOptions {
  const on = new Set(listParts(choice));
  const parts = Object.fromEntries(scanParts.map((part) => [part, on.has(part)]));
  return isWrittenOut(choice) && choice.extensions ? { ...parts, extensions: [...choice.extensions] } : parts;
}

function listParts(choice: ScanChoice): readonly ScanPart[] {
  if (choice === "default") return scanParts.filter((part) => !offByDefault.has(part));
  if (choice === "empty") return [];
  if (!isWrittenOut(choice)) return requireParts(typeof choice === "string" ? [choice] : choice);
  const { extensions: _, ...parts } = choice;
  return requireParts(Object.keys(parts)).filter((part) => parts[part]);
}

function isWrittenOut(choice: ScanChoice): choice is ScanOptions {
  return typeof choice === "object" && !Array.isArray(choice);
}

function requireParts(names: readonly unknown[]): ScanPart[] {
  return names.map((name) => {
    const part = scanParts.find((each) => each === name);
    if (part) return part;
    throw new HuntInputError(
      "options",
      "unknown",
      `options: unknown part "${escapeToSingleLine(String(name), 80)}". Use ${scanParts.join(", ")}, "default", or "empty".`,
    );
  });
}
