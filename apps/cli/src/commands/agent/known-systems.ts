import type { HuntClient } from "@huntkit/core";
import { suggestNames } from "@huntkit/core/internal";
import { toExactPattern } from "@huntkit/toolkit";
import { escapeForTerminal } from "../../output/escape.js";
import { CommandError } from "../../program/errors.js";

/** Number of agents whose operating systems are read for the message. */
const maxRead = 1_000;

/**
 * Throws if no agent has an operating system. A misspelled one would otherwise look like one without agents.
 *
 * @param systems values of `--os`; `*` matches any part
 * @throws {CommandError} `CLI_NOT_FOUND` with the nearest one, or with those of the agents
 */
export async function requireKnownSystems(
  { agents }: HuntClient,
  systems: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const system of systems) {
    const where = { os: { regexp: toExactPattern(system) } };
    if ((await agents.list({ where, fields: ["os"], limit: 1 }, { signal }).first()) !== null) continue;
    const rows = await agents.list({ fields: ["os"], limit: maxRead }, { signal }).toArray();
    const known = [...new Set(rows.flatMap(({ os }) => os ?? []))].sort();
    const advice = suggestNames(system.replaceAll("*", ""), known, "Operating systems");
    throw new CommandError(
      `No agent has the operating system "${system}".`,
      escapeForTerminal(advice, 1_000),
      1,
      "CLI_NOT_FOUND",
    );
  }
}
