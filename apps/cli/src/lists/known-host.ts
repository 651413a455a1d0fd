import type { HuntClient } from "@huntkit/core";
import { isKnownHost, suggestHosts } from "@huntkit/toolkit";
import { escapeForTerminal } from "../output/escape.js";
import { CommandError } from "../program/errors.js";

/** Returns what to do about a host name that no agent has, with the nearest ones. */
export async function adviseHost(client: HuntClient, host: string, signal: AbortSignal): Promise<string> {
  const question = await suggestHosts(client, host, signal);
  return `${escapeForTerminal(question, 1_000)} Run \`hunt agent list\` to list all agents.`.trimStart();
}

/**
 * Requires that a host exists, for a list of its records that is empty. A misspelled name would otherwise look like a host
 * without records.
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
  const message = host.includes("*") ? `No host matches "${host}".` : `No host named "${host}" found.`;
  throw new CommandError(message, await adviseHost(client, host, signal), 1, "CLI_NOT_FOUND");
}
