import type { ScanChoice } from "@huntkit/core";
import { parseScanChoice } from "@huntkit/toolkit";
import type { Flag } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { splitNames, stringFlag, stringListFlag, booleanFlag, integerFlag } from "../../program/flags.js";

/** Minutes that a task is waited for: a scan of many machines takes an hour. */
const defaultTimeoutMinutes = 120;

/** Whether and how long to wait for a task. */
export const waitFlags = {
  wait: booleanFlag("Wait until the task has ended, and print its results"),
  timeout: integerFlag(
    "minutes",
    "Maximum time to wait; the task itself continues",
    1,
    defaultTimeoutMinutes,
  ),
};

/** Which host is meant, and how it is reached. */
export const hostFlags = {
  targetGroup: stringFlag("name", "Target group to search first, and to which a new host is added"),
  credential: stringFlag("name", "Credential for hosts without an agent, by name or ID"),
  addHost: booleanFlag("Add the host to the target group if it has no agent and no reachable address"),
};

/** What a scan looks at; the core says which parts there are. */
const scanParts: Flag<ScanChoice> = {
  description: "Parts to scan: default, empty, or a list such as process,module,autostart",
  placeholder: "parts",
  fallback: "default",
  async read(given, name) {
    const { scanParts: known } = await import("@huntkit/core");
    const parsed = parseScanChoice(splitNames(given), known);
    if ("choice" in parsed) return parsed.choice;
    throw new UsageError(
      `Invalid value "${parsed.unknown}" for ${name}.`,
      `Use default, empty, or some of ${known.join(", ")}.`,
    );
  },
};

/** What a scan does. */
export const scanFlags = {
  options: scanParts,
  extension: stringListFlag("name", "Extension to run during the scan, by name or ID"),
};
