import type { ScanChoice } from "@huntkit/core";
import { parseScanChoice } from "@huntkit/toolkit";
import type { Flag } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import { requireNames, stringFlag, stringListFlag, booleanFlag, integerFlag } from "../../program/flags.js";

/** Default of `--timeout`. A scan of many hosts takes an hour. */
export const defaultTimeoutMinutes = 120;

/** Flags of commands that can wait for a task. */
export const waitFlags = {
  wait: booleanFlag("Wait until the task has ended, and print its results"),
  timeout: {
    ...integerFlag("Maximum time to wait in minutes. The task continues after that", 1),
    fallback: String(defaultTimeoutMinutes),
  },
};

/**
 * Requires `--wait` for the flags that have no effect without it, and `--fail-on` for `--allow-partial`.
 *
 * @throws {UsageError} if one of them is set without the flag that it requires
 */
export function requireWait(options: {
  readonly wait: boolean;
  readonly timeout: number | undefined;
  readonly failOn?: unknown;
  readonly allowPartial?: boolean;
}): void {
  if (options.allowPartial && options.failOn === undefined)
    throw new UsageError("--allow-partial requires --fail-on.", "Add --fail-on, or remove --allow-partial.");
  if (options.wait) return;
  const flags = { "--fail-on": options.failOn, "--timeout": options.timeout };
  const [flag] = Object.entries(flags).find(([, value]) => value !== undefined) ?? [];
  if (flag === undefined) return;
  throw new UsageError(`${flag} requires --wait.`, `Add --wait, or remove ${flag}.`);
}

/**
 * Requires that a scan has something to do. A scan that looks at nothing raises no alerts, so a gate would pass.
 *
 * @param extensions undefined if the command cannot run extensions
 * @throws {UsageError} if there are neither parts nor extensions
 */
export function requireScanParts(parts: ScanChoice, extensions?: readonly string[]): void {
  if (parts !== "empty" || extensions?.length) return;
  throw new UsageError(
    "--options is empty, so the scan has nothing to do.",
    extensions === undefined ? "Remove --options." : "Add --extension, or remove --options.",
  );
}

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
