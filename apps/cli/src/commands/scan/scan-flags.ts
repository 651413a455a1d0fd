import type { ScanChoice } from "@huntkit/core";
import { parseScanChoice } from "@huntkit/toolkit";
import type { Flag } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { splitNames, stringListFlag, booleanFlag, integerFlag } from "../../program/flags.js";

/** Minutes that a task is waited for: a scan of many machines takes an hour. */
const defaultTimeoutMinutes = 120;

/** Whether and how long to wait for a task. */
export const waitFlags = {
  wait: booleanFlag("Wait until it has ended, and tell what it found"),
  timeout: integerFlag("minutes", "How long to wait; the task itself goes on", 1, defaultTimeoutMinutes),
};

/** What a scan looks at; the core says which parts there are. */
const scanParts: Flag<ScanChoice> = {
  description: "What to look at: default, empty, or parts such as process,module,autostart",
  placeholder: "parts",
  fallback: "default",
  async read(given, name) {
    const { scanParts: known } = await import("@huntkit/core");
    const parsed = parseScanChoice(splitNames(given), known);
    if ("choice" in parsed) return parsed.choice;
    throw new UsageError(
      `${name}: a scan cannot look at "${parsed.unknown}".`,
      `Write some of ${known.join(", ")}; or default or empty alone.`,
    );
  },
};

/** What a scan does. */
export const scanFlags = {
  options: scanParts,
  extension: stringListFlag("name", "An extension to run along, by name or id"),
};
