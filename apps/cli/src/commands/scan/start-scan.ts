import type { HuntClient, ScanChoice, StartedTask } from "@huntkit/core";
import { formatNameAndId } from "@huntkit/toolkit";
import { pickOne } from "../../lists/pick-one.js";
import type { Context } from "../../program/context.js";
import { UsageError } from "../../program/errors.js";
import { adviseTarget, findTargetsByName } from "../target/find-target.js";
import { startTask } from "../task/run-task.js";
import { withKnownHost } from "./with-known-host.js";

/** Options of a scan. */
export interface ScanRequest {
  readonly options: ScanChoice;
  readonly extension: readonly string[];
  readonly targetGroup: string | undefined;
  readonly credential: string | undefined;
  readonly addHost: boolean;
  readonly enumerate: boolean;
}

/**
 * Starts the scan of a target group, or of a host if no group has the name.
 *
 * @returns its task, and a description of what is scanned
 * @throws {UsageError} if a flag does not apply to a target group, or to a host
 * @throws {CommandError} `CLI_NOT_FOUND` if neither exists
 */
export async function startScan(
  client: HuntClient,
  subject: string,
  { options, extension: extensions, targetGroup, credential, addHost, enumerate }: ScanRequest,
  context: Pick<Context, "out" | "confirm" | "stdin" | "signal">,
): Promise<{ task: StartedTask; what: string }> {
  const { signal } = context;
  const groups = await findTargetsByName(client, subject, signal);
  if (groups.length === 0) {
    if (enumerate)
      throw new UsageError(
        `--enumerate requires a target group. No target group named "${subject}" found.`,
        await adviseTarget(client, subject, signal),
      );
    const start = (addUnknownHost: boolean) =>
      startTask(() =>
        client.tasks.scanTarget(subject, {
          options,
          extensions,
          targetGroup,
          credential,
          addUnknownHost,
          signal,
        }),
      );
    const choice = { host: subject, canBeGroup: true, addHost, targetGroup };
    return { task: await withKnownHost(client, choice, start, context), what: `the host ${subject}` };
  }
  const hostFlag = Object.entries({
    "--target-group": targetGroup,
    "--credential": credential,
    "--add-host": addHost || undefined,
  }).find(([, value]) => value !== undefined);
  if (hostFlag !== undefined)
    throw new UsageError(`${hostFlag[0]} requires a host, but "${subject}" is a target group.`, "Remove it.");
  const { id, name } = pickOne(groups, subject, "target group", formatNameAndId, "");
  return {
    task: await startTask(() =>
      client.tasks.scanTargetGroup(id, { options, extensions, enumerateFirst: enumerate, signal }),
    ),
    what: `the target group ${name ?? id}`,
  };
}
