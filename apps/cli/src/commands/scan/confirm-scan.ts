import type { HuntClient } from "@huntkit/core";
import { formatCount } from "@huntkit/toolkit";
import { confirmAffected, type GuardValues } from "../../lists/guard-flags.js";
import type { Context } from "../../program/context.js";
import { UsageError } from "../../program/errors.js";

/** Flags that limit the number of hosts of a scan. */
export type ScanLimits = Pick<GuardValues, "expect" | "maxAffected">;

/** A scan that is about to start. */
interface PlannedScan {
  /** The host or the target group, as messages name it. */
  readonly what: string;
  readonly countHosts: () => Promise<number>;
  /** Names of the extensions that act on hosts. */
  readonly responses: readonly string[];
}

/**
 * Checks the number of hosts if the flags limit it or the scan acts on hosts, and asks for confirmation if it does.
 *
 * @throws {HuntGuardError} if there are more hosts than the flags allow
 */
export async function confirmScan(
  { instance }: HuntClient,
  { what, countHosts, responses }: PlannedScan,
  { options, confirm }: Pick<Context<object, ScanLimits>, "options" | "confirm">,
): Promise<void> {
  const isAsking = responses.length > 0 || options.dryRun;
  if (!isAsking && !isLimited(options)) return;
  const count = await countHosts();
  const order = responses.length > 0 ? `Run ${responses.join(", ")} with a scan of ${what}` : `Scan ${what}`;
  await confirmAffected(
    {
      options: { ...options, allowAllRecords: false },
      confirm: async (action, things) => (isAsking ? confirm(action, things) : undefined),
    },
    { route: what, count, total: null },
    `${order} (${formatCount(count, "host")}) at ${instance.name}`,
    [],
  );
}

/**
 * Rejects `--enumerate` if the number of hosts must be known before the scan.
 *
 * @throws {UsageError} with a response, or a limit
 */
export function rejectUnknownHosts(responses: readonly string[], limits: ScanLimits): void {
  if (responses.length === 0 && !isLimited(limits)) return;
  throw new UsageError(
    "--enumerate cannot be used with a response extension, --expect, or --max-affected, because the number " +
      "of hosts is not known before the discovery.",
    "Run `hunt target enumerate --wait` first, and remove --enumerate.",
  );
}

function isLimited({ expect, maxAffected }: ScanLimits): boolean {
  return expect !== undefined || maxAffected !== undefined;
}
