import {
  HuntInputError,
  type Agent,
  type Alert,
  type HuntClient,
  type Target,
  type Where,
} from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatList } from "@huntkit/core/internal";
import { suggestHosts, suggestTargetGroups } from "@huntkit/toolkit";
import {
  createUnknownNameError,
  explainPattern,
  findHost,
  findTargetGroup,
  type KnownHost,
} from "../find-by-name.js";
import type { Inputs } from "../inputs/inputs.js";

/** The target group and the host whose alerts count. */
export interface Scope {
  readonly group: Target | undefined;
  readonly host: KnownHost | undefined;
}

/**
 * Finds the target group and the host in HUNT.
 *
 * @throws {HuntInputError} if the target group does not exist, or several groups have the name
 */
export async function findScope(
  hunt: HuntClient,
  { targetGroup, hostname }: Pick<Inputs, "targetGroup" | "hostname">,
  signal: AbortSignal,
): Promise<Scope> {
  const host = hostname === undefined ? undefined : await findHost(hunt, hostname, signal);
  const group = targetGroup === undefined ? undefined : await findGroup(hunt, targetGroup, signal);
  return { group, host };
}

/**
 * Returns the condition for the alerts of the target group and the host.
 *
 * @param groupProperty property with the ID of the target group. That of agents is `locationId`.
 */
export function toCondition(
  { group, host }: Scope,
  groupProperty: "targetGroupId" | "locationId" = "targetGroupId",
): Where<Alert> & Where<Agent> {
  return {
    ...(group && { [groupProperty]: group.id }),
    ...(host && { hostname: { inq: [...new Set([host.name, ...host.spellings])] } }),
  };
}

const patternAdvice = "For several hosts, use 'target-group', or 'request' with 'where' and 'max-results'.";

async function findGroup(hunt: HuntClient, name: string, signal: AbortSignal): Promise<Target> {
  const group = await findTargetGroup(hunt, name, "target-group", signal);
  if (group) return group;
  const hint = explainPattern(name, "For several groups, use a separate step for each.");
  const advice = `${hint} ${await suggestTargetGroups(hunt, name, signal)}`.trim();
  throw createUnknownNameError("target-group", name, "No target group has this name or ID.", advice);
}

/**
 * Requires that the host exists and is in the target group. Otherwise, it has no alerts in any case, and the gate
 * must not pass.
 *
 * @throws {HuntInputError} with the nearest names, or with the target groups of the host
 */
export async function requireHost(
  hunt: HuntClient,
  { group, host }: Scope,
  signal: AbortSignal,
): Promise<void> {
  if (!host) return;
  const { name, spellings, groupIds } = host;
  if (spellings.length === 0) {
    const advice = explainPattern(name, patternAdvice) || (await suggestHosts(hunt, name, signal));
    throw createUnknownNameError("hostname", name, "No host has this name.", advice);
  }
  if (!group || groupIds.includes(group.id)) return;
  const where = { id: { inq: [...groupIds] } };
  const groups =
    groupIds.length === 0 ? [] : await hunt.targets.list({ where, fields: ["name"] }, { signal }).toArray();
  const names = formatList(groups.map(quoteName), "and");
  throw new HuntInputError(
    "hostname",
    "combination",
    `Invalid value "${escapeToSingleLine(name, 80)}" for 'hostname'. The host is not in the target group ` +
      `${quoteName(group)}${names && `, but in ${names}`}. Correct 'hostname' or 'target-group'.`,
  );
}

function quoteName({ name }: Pick<Target, "name">): string {
  return `"${escapeToSingleLine(name ?? "", 80)}"`;
}
