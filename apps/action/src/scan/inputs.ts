import { HuntInputError, scanParts, type ScanChoice, type ScanPart } from "@huntkit/core";
import { readFlag, readNames, readOptionalNumber, readText } from "../inputs/read.js";

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

/** Minutes; a scan of many machines takes an hour. */
const patience = 120;

/** What setTimeout can wait, in minutes. */
const longest = 35_000;

/**
 * Reads the inputs for a scan.
 *
 * @throws {HuntInputError} that names the first that cannot be used
 */
export function readScan(): ScanInputs {
  const subject = readText("scan");
  const options = readNames("scan-options");
  const extensions = readNames("scan-extensions");
  const minutes = readOptionalNumber("timeout-minutes", 1);
  const cancelTask = readFlag("cancel-task");
  if (subject === undefined) {
    const name =
      options.length > 0
        ? "scan-options"
        : extensions.length > 0
          ? "scan-extensions"
          : minutes !== undefined
            ? "timeout-minutes"
            : "cancel-task";
    throw new HuntInputError(
      name,
      "combination",
      `${name}: it goes with scan, and that is not there. Add scan with a target group or a host, or leave ${name} out.`,
    );
  }
  if (minutes !== undefined && minutes > longest)
    throw new HuntInputError(
      "timeout-minutes",
      "number",
      `timeout-minutes: ${minutes} is more than ${longest}.`,
    );
  return {
    subject,
    options: toChoice(options),
    extensions,
    timeoutMs: (minutes ?? patience) * 60_000,
    cancelTask,
  };
}

function toChoice(names: string[]): ScanChoice {
  const [first = "default"] = names;
  if (names.length <= 1 && (first === "default" || first === "empty")) return first;
  const wrong = names.find((name) => !scanParts.some((part) => part === name));
  if (wrong !== undefined)
    throw new HuntInputError(
      "scan-options",
      "unknown",
      `scan-options: a scan cannot look at "${wrong}". Write some of ${scanParts.join(", ")}; or default or empty alone.`,
    );
  return names as ScanPart[];
}
