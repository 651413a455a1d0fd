import type { HuntClient } from "@huntkit/core";
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
 * Throws if a host does not exist. Call it if a list of its records is empty: a misspelled name would
 * otherwise look like a host without records.
 *
 * @param host value of `--host`; `*` matches any part
 * @throws {CommandError} `CLI_NOT_FOUND` if no agent and no address has the name
 */
export async function requireKnownHost(
  client: HuntClient,
  host: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (host === undefined || (await isKnownHost(client, host, signal))) return;
  throw new CommandError(
    describeUnknownHost(host),
    await adviseHost(client, host, signal),
    1,
    "CLI_NOT_FOUND",
  );
}

/**
 * Prints a warning if a host does not exist, for a command that waits for its records. The host may still
 * appear.
 */
export async function warnOfUnknownHost(
  client: HuntClient,
  host: string | undefined,
  out: Pick<Output, "note">,
  signal: AbortSignal,
): Promise<void> {
  if (host === undefined || (await isKnownHost(client, host, signal))) return;
  out.note(`Warning: ${describeUnknownHost(host)} ${await adviseHost(client, host, signal)}`);
}

function describeUnknownHost(host: string): string {
  return host.includes("*") ? `No host matches "${host}".` : `No host named "${host}" found.`;
}
