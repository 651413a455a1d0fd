import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** What a scan can look at, each a switch of its own in HUNT's scan options (vendor's PowerShell module). */
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

/** One of the things that a scan can look at, such as `process`. */
export type ScanPart = (typeof scanParts)[number];

/** An extension that runs with a scan or as a response, as HUNT takes it. */
export interface ScanExtension {
  /** The extension's id, a UUID. */
  id: string;
  /** Values for the arguments that the script's header declares, by name. */
  args?: Record<string, unknown>;
  /** The extension with the lowest runs first. */
  order?: number;
}

/** What a scan does, as HUNT takes it. */
export type ScanOptions = { [Part in ScanPart]?: boolean } & { extensions?: ScanExtension[] };

/** Scans that only agents offer, each a switch in the options of `Agents/scan` (observed on a live instance). */
export const agentScans = ["diskScan", "quickScan", "fullScan", "forensicScan"] as const;

/** What a scan by `Agents/scan` does, as HUNT takes it. */
export type AgentScanOptions = ScanOptions & { [Scan in (typeof agentScans)[number]]?: boolean };

/** The parts that an antivirus scan switches off. `installed` is absent from it (observed on a live instance). */
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
 * Returns what the console sends for an antivirus scan by `Agents/scan`. A quick scan was executed with this
 * on a live instance; a full scan swaps the two switches, and only the console's code shows it.
 */
export function toAntivirusScan(kind: "quick" | "full"): { options: AgentScanOptions; taskName: string } {
  const off = Object.fromEntries(antivirusParts.map((part) => [part, false]));
  const isQuick = kind === "quick";
  return {
    options: { diskScan: true, quickScan: isQuick, fullScan: !isQuick, forensicScan: false, ...off },
    taskName: `Scan - AV ${isQuick ? "Quick" : "Full"}`,
  };
}

/** Scan options by name (`default`: all but `installed` and `hook`; `empty`: nothing), by a list of parts, or written out. */
export type ScanChoice = "default" | "empty" | readonly ScanPart[] | ScanOptions;

/** What the vendor's own tools leave out unless told. */
const offByDefault = new Set<ScanPart>(["installed", "hook"]);

/**
 * Scan options with every part on or off, so that none is left to the server.
 *
 * @param choice `"default"`, `"empty"`, the parts that are to be on such as `["process", "module"]`, or
 *   options in which what is absent is off
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
      `options: a scan has no "${escapeToSingleLine(String(name), 80)}". Use ${scanParts.join(", ")}, "default", or "empty".`,
    );
  });
}
