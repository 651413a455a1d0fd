import type { ScanChoice } from "@huntkit/core";
import { parseScanChoice } from "@huntkit/toolkit";
import type { Flag } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { requireNames, stringFlag, stringListFlag, booleanFlag, integerFlag } from "../../program/flags.js";

/** Default of `--timeout`. A scan of many hosts takes an hour. */
const defaultTimeoutMinutes = 120;

/** Flags of commands that can wait for a task. */
export const waitFlags = {
  wait: booleanFlag("Wait until the task has ended, and print its results"),
  timeout: integerFlag(
    "Maximum time to wait in minutes. The task continues after that",
    1,
    defaultTimeoutMinutes,
  ),
};

/** Flags of commands that find a host. */
export const hostFlags = {
  targetGroup: stringFlag("name", "Target group to search first. A new host is added to it"),
  credential: stringFlag("name", "Credential for hosts without an agent, by name or ID"),
  addHost: booleanFlag("Add the host to the target group if it has no agent and no reachable address"),
};

/** `--options`, which the core checks. */
const scanParts: Flag<ScanChoice> = {
  description: "Parts to scan: default, empty, or a comma-separated list such as process,module,autostart",
  placeholder: "strings",
  fallback: "default",
  isList: true,
  async read(given, name) {
    const { scanParts: known } = await import("@huntkit/core");
    const parsed = parseScanChoice(requireNames(given, name), known);
    if ("choice" in parsed) return parsed.choice;
    throw new UsageError(
      `Invalid value "${parsed.unknown}" for ${name}.`,
      `Use default, empty, or some of ${known.join(", ")}.`,
    );
  },
};

/** Flags of commands that scan. */
export const scanFlags = {
  options: scanParts,
  extension: stringListFlag("name", "Extension to run during the scan, by name or ID"),
};
