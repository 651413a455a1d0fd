import type { HuntClient, ScanChoice, StartedTask } from "@huntkit/core";
import { formatNameAndId } from "@huntkit/toolkit";
import { pickOne } from "../../lists/pick-one.js";
import { UsageError } from "../../program/errors.js";
import { findTargetsByName } from "../target/find-target.js";
import { startTask } from "../task/run-task.js";

/** How to scan. */
export interface ScanRequest {
  readonly options: ScanChoice;
  readonly extension: readonly string[];
  readonly targetGroup: string | undefined;
  readonly credential: string | undefined;
  readonly enumerate: boolean;
}

/**
 * Begins the scan of a target group, or else of a host.
 *
 * @returns its task, and what is scanned, in words
 * @throws {UsageError} for flags that go with the other of the two
 */
export async function startScan(
  client: HuntClient,
  subject: string,
  { options, extension: extensions, targetGroup, credential, enumerate }: ScanRequest,
  signal: AbortSignal,
): Promise<{ task: StartedTask; what: string }> {
  const groups = await findTargetsByName(client, subject, signal);
  if (groups.length === 0) {
    if (enumerate)
      throw new UsageError(
        `--enumerate requires a target group. No target group named "${subject}" found.`,
        "Run `hunt target list`.",
      );
    return {
      task: await startTask(() =>
        client.tasks.scanTarget(subject, { options, extensions, targetGroup, credential, signal }),
      ),
      what: `the host ${subject}`,
    };
  }
  if (targetGroup !== undefined || credential !== undefined)
    throw new UsageError(
      `${targetGroup === undefined ? "--credential" : "--target-group"} requires a host, but "${subject}" is a target group.`,
      "Remove it.",
    );
  const { id, name } = pickOne(groups, subject, "target group", formatNameAndId, "");
  return {
    task: await startTask(() =>
      client.tasks.scanTargetGroup(id, { options, extensions, enumerateFirst: enumerate, signal }),
    ),
    what: `the target group ${name ?? id}`,
  };
}
