import { HuntInputError, type HuntClient, type ScanChoice, type StartedTask } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import { findScanExtensions, formatNameAndId } from "@huntkit/toolkit";
import { pickByName } from "../../lists/pick-one.js";
import type { Context } from "../../program/context.js";
import { CommandError, UsageError } from "../../program/errors.js";
import { resolveHost } from "../agent/name-host.js";
import { adviseTarget, findTargetsByName } from "../target/find-target.js";
import { startTask } from "../task/run-task.js";
import { confirmScan, rejectUnknownHosts, type ScanLimits } from "./confirm-scan.js";
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
  { options, extension: wanted, targetGroup, credential, addHost, enumerate }: ScanRequest,
  context: Pick<Context<object, ScanLimits>, "options" | "out" | "confirm" | "stdin" | "signal">,
): Promise<{ task: StartedTask; what: string }> {
  const { signal } = context;
  const groups = await findTargetsByName(client, subject, signal);
  if (groups.length === 0) {
    if (enumerate)
      throw new CommandError(
        `--enumerate requires a target group. No target group named "${subject}" found.`,
        await adviseTarget(client, subject, signal),
        1,
        "CLI_NOT_FOUND",
      );
    const { name: host, label } = await resolveHost(client, subject, signal);
    const { ids: extensions, responses } = await findScanExtensions(client, wanted, signal);
    const what = `the host ${label}`;
    await confirmScan(client, { what, countHosts: async () => 1, responses }, context);
    const start = (addUnknownHost: boolean) =>
      startTask(() =>
        client.tasks.scanTarget(host, {
          options,
          extensions,
          targetGroup,
          credential,
          addUnknownHost,
          signal,
        }),
      );
    const choice = { host, canBeGroup: true, addHost, targetGroup };
    return { task: await withKnownHost(client, choice, start, context), what };
  }
  const hostFlag = Object.entries({
    "--target-group": targetGroup,
    "--credential": credential,
    "--add-host": addHost || undefined,
  }).find(([, value]) => value !== undefined);
  if (hostFlag !== undefined)
    throw new UsageError(`${hostFlag[0]} requires a host, but "${subject}" is a target group.`, "Remove it.");
  const { id, name } = pickByName(groups, subject, "target group", formatNameAndId, "");
  const { ids: extensions, responses } = await findScanExtensions(client, wanted, signal);
  if (enumerate) rejectUnknownHosts(responses, context.options);
  const what = `the target group ${name ?? id}`;
  await confirmScan(
    client,
    { what, countHosts: () => countGroupHosts(client, id, signal), responses },
    context,
  );
  const settings = { options, extensions, enumerateFirst: enumerate, signal };
  const task = await startTask(() => client.tasks.scanTargetGroup(id, settings)).catch((error: unknown) => {
    throw explainMissingQuery(error, subject);
  });
  return { task, what };
}

/** Counts the hosts that a scan of a target group has: its agents, and its addresses without an agent. */
async function countGroupHosts(
  { agents, addresses }: HuntClient,
  id: string,
  signal: AbortSignal,
): Promise<number> {
  const counts = await Promise.all([
    agents.count({ locationId: id }, { signal }),
    addresses.count({ targetId: id, agentId: null }, { signal }),
  ]);
  return counts[0] + counts[1];
}

/** Names the command that creates a discovery query if the target group has none. Returns any other error unchanged. */
function explainMissingQuery(error: unknown, subject: string): unknown {
  if (!(error instanceof HuntInputError && error.input === "query" && error.problem === "empty"))
    return error;
  const group = quoteForShell(subject);
  return new CommandError(
    `The target group "${subject}" has no discovery query, so --enumerate has nothing to discover.`,
    `Remove --enumerate, or create a query with your addresses: hunt query create ${group} --value 10.0.0.0/24 --target-group ${group}`,
  );
}
