import { HuntInputError, HuntServerError, type HuntClient } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import { isKnownHost } from "@huntkit/toolkit";
import { adviseHost } from "../../lists/known-host.js";
import type { Context } from "../../program/context.js";
import { CommandError } from "../../program/errors.js";
import { replaceInput } from "../../program/explain.js";
import { adviseTarget } from "../target/find-target.js";

/** A host, and whether it can be added to HUNT. */
export interface HostChoice {
  /** Name or address, as the user wrote it. */
  readonly host: string;
  /** Whether the name of a target group would also be valid. */
  readonly canBeGroup: boolean;
  readonly addHost: boolean;
  readonly targetGroup: string | undefined;
}

/** A host name (RFC 1123, and `_` as in Windows) or an IP address. A target group may have any other name. */
const hostPattern = /^[\w.:-]+$/;

/** The target group for hosts without one (vendor's PowerShell module). */
const fallbackGroup = "OnDemand";

/**
 * Starts a task on a host. If HUNT has no active agent and no reachable address of the host, the name might be
 * misspelled. The user is then asked whether to add the host to a target group. A script needs `--add-host`.
 *
 * @param act starts the task; throws a `HuntInputError` for an unknown host unless it may be added
 * @throws {CommandError} `CLI_NOT_FOUND` if the host is unknown; nothing was changed
 */
export async function withKnownHost<T>(
  client: HuntClient,
  { host, canBeGroup, addHost, targetGroup }: HostChoice,
  act: (addUnknownHost: boolean) => Promise<T>,
  { out, confirm, stdin, signal }: Pick<Context, "out" | "confirm" | "stdin" | "signal">,
): Promise<T> {
  if (!hostPattern.test(host)) {
    const kind = canBeGroup ? "target group" : "host";
    const advice = await (canBeGroup ? adviseTarget : adviseHost)(client, host, signal);
    throw new CommandError(`No ${kind} named "${host}" found.`, advice, 1, "CLI_NOT_FOUND");
  }
  const add = () =>
    act(true).catch(async (error: unknown) => {
      throw await addDiscoveryHint(error, client, host, targetGroup, signal);
    });
  if (addHost) return add();
  try {
    return await act(false);
  } catch (error) {
    if (!(error instanceof HuntInputError && error.input === "host")) throw error;
    if (error.problem === "ambiguous")
      throw new CommandError(
        replaceInput(error, canBeGroup ? "<target>" : "<host>"),
        "You can also use the ID of an agent instead of the name.",
        1,
        "CLI_NOT_FOUND",
      );
    if (error.problem !== "not-found") throw error;
  }
  const { message, advice } = await explainFailure(client, host, canBeGroup, signal);
  if (stdin.isTTY !== true)
    throw new CommandError(
      message,
      `Nothing was changed. ${advice}\nTo add the host to a target group, use --add-host. HUNT might still require a discovery of the host.`,
      1,
      "CLI_NOT_FOUND",
    );
  out.note(`${message} ${advice}`);
  await confirm(`Add the host ${host} to the target group ${targetGroup ?? fallbackGroup}, and continue`, []);
  return add();
}

/**
 * Names the commands that let HUNT discover a host. HUNT returns 500 for a host that has neither an agent nor an
 * address from a discovery (vendor docs).
 *
 * @returns the error
 */
async function addDiscoveryHint(
  error: unknown,
  client: HuntClient,
  host: string,
  targetGroup: string | undefined,
  signal: AbortSignal,
): Promise<unknown> {
  if (!(error instanceof HuntServerError) || (await isKnownHost(client, host, signal))) return error;
  const group = targetGroup === undefined ? "<group>" : quoteForShell(targetGroup);
  const name = quoteForShell(host);
  error.message +=
    ` To discover the host, run: hunt query create ${name} --value ${name} --target-group ${group}, ` +
    `and then: hunt target enumerate ${group} --query ${name} --wait`;
  return error;
}

async function explainFailure(
  client: HuntClient,
  host: string,
  canBeGroup: boolean,
  signal: AbortSignal,
): Promise<{ message: string; advice: string }> {
  if (await isKnownHost(client, host, signal))
    return {
      message: `The host "${host}" has no active agent and no reachable address.`,
      advice: "Check that the host is running, and that its agent can connect to HUNT.",
    };
  const missing = canBeGroup
    ? "No target group, no active agent, and no reachable address"
    : "No active agent and no reachable address";
  return {
    message: `${missing} named "${host}" found.`,
    advice: await adviseHost(client, host, signal),
  };
}
