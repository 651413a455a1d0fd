import { HuntInputError, scanParts, type ScanChoice, type ScanPart } from "@huntkit/core";
import type { Inputs } from "../inputs/inputs.js";

/** What to scan, and how. */
export interface ScanInputs {
  /** A target group or a host. */
  subject: string;
  options: ScanChoice;
  /** Ids or names. */
  extensions: string[];
  timeoutMs: number;
  /** Whether the task ends with the waiting for it. */
  cancelTask: boolean;
}

/**
 * Converts the inputs of a scan, which `scan` enables.
 *
 * @throws {HuntInputError} if `scan-options` has a part that no scan has
 */
export function toScan({
  scan = "",
  scanOptions,
  scanExtensions,
  timeoutMinutes,
  cancelTask,
}: Inputs): ScanInputs {
  return {
    subject: scan,
    options: toChoice(scanOptions),
    extensions: [...scanExtensions],
    timeoutMs: timeoutMinutes * 60_000,
    cancelTask,
  };
}

function toChoice(names: readonly string[]): ScanChoice {
  const [first = "default"] = names;
  if (names.length <= 1 && (first === "default" || first === "empty")) return first;
  const wrong = names.find((name) => !scanParts.some((part) => part === name));
  if (wrong !== undefined)
    throw new HuntInputError(
      "scan-options",
      "unknown",
      `Invalid value "${wrong}" for 'scan-options'. Use some of ${scanParts.join(", ")}; or only default or empty.`,
    );
  return [...names] as ScanPart[];
}
