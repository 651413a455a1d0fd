import { type HuntClient, isHuntError } from "@huntkit/core";
import { isKnownHost, suggestHosts } from "@huntkit/toolkit";
import { escapeForTerminal } from "../output/escape.js";
import type { Output } from "../output/output.js";
import { CommandError } from "../program/errors.js";

/** Returns advice for a host name that no agent has, with similar names. */
export async function adviseHost(client: HuntClient, host: string, signal: AbortSignal): Promise<string> {
  const question = await suggestHosts(client, host, signal);
  return `${escapeForTerminal(question, 1_000)} Run \`hunt agent list\` to list all agents.`.trimStart();
}

/**
 * Throws if a host does not exist. A misspelled name would otherwise look like a host without records.
 *
 * @param hosts values of `--host`; `*` matches any part
 * @throws {CommandError} `CLI_NOT_FOUND` if no agent and no address has one of the names
 */
export async function requireKnownHosts(
  client: HuntClient,
  hosts: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<void> {
  const unknown = await findUnknownHost(client, hosts, signal);
  if (unknown === undefined) return;
  throw new CommandError(
    describeUnknownHost(unknown),
    await adviseHost(client, unknown, signal),
    1,
    "CLI_NOT_FOUND",
  );
}

/** Calls {@link requireKnownHosts} as {@link checkSeveralNames} does. */
export function checkSeveralHosts(
  client: HuntClient,
  hosts: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  return checkSeveralNames(hosts, () => requireKnownHosts(client, hosts, signal));
}

/**
 * Requires that names exist, only if it is needed: for several names, because the records of one hide that another
 * does not exist. A single name needs it only if the list of its records is empty.
 *
 * @returns the check of an empty list
 */
export async function checkSeveralNames(
  names: readonly string[] | undefined,
  requireKnown: () => Promise<void>,
): Promise<() => Promise<void>> {
  if (names === undefined || names.length < 2) return requireKnown;
  await requireKnown();
  return async () => {};
}

/**
 * Prints a warning if a host does not exist, for a command that waits for its records. The host may still
 * appear. There is also a warning if HUNT returns an error for the search.
 */
export async function warnOfUnknownHost(
  client: HuntClient,
  hosts: readonly string[] | undefined,
  out: Pick<Output, "note">,
  signal: AbortSignal,
): Promise<void> {
  try {
    const unknown = await findUnknownHost(client, hosts, signal);
    if (unknown === undefined) return;
    out.note(`Warning: ${describeUnknownHost(unknown)} ${await adviseHost(client, unknown, signal)}`);
  } catch (error) {
    if (signal.aborted || !isHuntError(error) || error.status === undefined) throw error;
    out.note(`Warning: --host: HUNT could not be searched for the hosts: ${error.message}`);
  }
}

async function findUnknownHost(
  client: HuntClient,
  hosts: readonly string[] = [],
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const host of hosts) if (!(await isKnownHost(client, host, signal))) return host;
  return undefined;
}

function describeUnknownHost(host: string): string {
  return host.includes("*") ? `No host matches "${host}".` : `No host named "${host}" found.`;
}
