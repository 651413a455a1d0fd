import type { Agent } from "@huntkit/catalog";
import type { TaskClient } from "../collections.js";
import { getRequestFacts, HuntInputError } from "../errors/hunt-error.js";
import { HuntServerError } from "../errors/request-errors.js";
import { isImpossibleAddress } from "../network-address.js";
import { escapeLike } from "../query/like-pattern.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { ensureTargetGroup, resolveOne } from "./resolve.js";
import { mayHaveStarted } from "./started-task.js";
import type { HostOptions, ScanOptions } from "./scan-options.js";

/** Starts a scan of one host, and returns the ID of the task. */
export async function scanHost(
  hunt: TaskClient,
  host: string,
  options: ScanOptions,
  { targetGroup, credential, sshCredential, addUnknownHost = true, signal }: HostOptions,
): Promise<string> {
  const [group, account, sshAccount] = await Promise.all([
    targetGroup === undefined ? undefined : resolveOne(hunt.targets, "targetGroup", targetGroup, { signal }),
    credential === undefined ? undefined : resolveOne(hunt.credentials, "credential", credential, { signal }),
    sshCredential === undefined
      ? undefined
      : resolveOne(hunt.credentials, "sshCredential", sshCredential, { signal }),
  ]);
  const found = await findHost(hunt, host, group?.id, signal);
  if (found === null && !addUnknownHost) throw createUnknownHostError(host);
  const home = found ?? (await chooseGroup(hunt, group?.id, signal));
  const request = {
    target: host,
    targetGroup: { id: home.targetGroupId },
    credential: account && { id: account.id },
    sshCredential: sshAccount && { id: sshAccount.id },
    options,
  };
  try {
    return (await hunt.targets.scanHost(request, { signal })).userTaskId;
  } catch (error) {
    if (!(error instanceof HuntServerError)) throw error;
    const isRemoved =
      home.isNew && !mayHaveStarted(error) && (await removeEmptyGroup(hunt, home.targetGroupId));
    throw createUnreachedError(error, home, isRemoved);
  }
}

const foundSentences: Record<Home["by"], string> = {
  agent: "An active agent was found just before the request.",
  address: "An accessible address was found just before the request, but no active agent.",
  nothing:
    "Neither was found before. Let a discovery query of a target group find the host first, or install an agent.",
};

/** HUNT also returns 5xx if it cannot reach the host (vendor docs), but its own message does not say so. */
function createUnreachedError(
  error: HuntServerError,
  { by, isNew }: Home,
  isRemoved: boolean,
): HuntServerError {
  const sentences = [
    error.message,
    "HUNT often returns this error if the host has no active agent and no reachable address.",
    foundSentences[by],
    isNew && `The new target group ${fallbackGroup} ${isRemoved ? "was removed" : "was kept"}.`,
  ];
  const message = sentences.filter(Boolean).join(" ");
  return new HuntServerError(message, { ...getRequestFacts(error), cause: error }, error.retryAfterMs);
}

function createUnknownHostError(host: string): HuntInputError {
  const name = escapeToSingleLine(host, 80);
  return new HuntInputError(
    "host",
    "not-found",
    `host: no active agent or accessible address named "${name}" found. Check the name. To send the request to HUNT anyway, set addUnknownHost.`,
  );
}

/**
 * Removes a group that was created for a scan that HUNT rejected, unless it has content.
 *
 * @returns whether it was removed
 */
async function removeEmptyGroup({ targets, addresses, agents }: TaskClient, id: string): Promise<boolean> {
  // A separate signal, because the caller's might have aborted.
  const signal = AbortSignal.timeout(removeMs);
  try {
    const contents = await Promise.all([
      addresses.count({ targetId: id }, { signal }),
      agents.count({ locationId: id }, { signal }),
    ]);
    if (contents.some((count) => count > 0)) return false;
    await targets.delete(id, { archive: true, signal });
    return true;
  } catch {
    return false;
  }
}

/** How a host can be reached, and through which target group. */
interface Home {
  by: "agent" | "address" | "nothing";
  targetGroupId: string;
  /** Whether the group was created for the host. */
  isNew: boolean;
}

/** Time limit for removing a new group, in milliseconds. */
const removeMs = 10_000;

/** The vendor's name for the group of hosts without another group. */
const fallbackGroup = "OnDemand";

/**
 * Finds a host like the vendor's Invoke-ICScanTarget: an active agent by host name or IP address, otherwise
 * an accessible address, in the preferred group first. It is reached through the group in which it was found.
 *
 * @returns null if HUNT has neither
 * @throws {HuntInputError} `input: "host"`, `problem: "ambiguous"`, if several active agents have the name
 */
async function findHost(
  hunt: TaskClient,
  host: string,
  preferred: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Home | null> {
  if (typeof host !== "string" || host.trim() === "")
    throw new HuntInputError("host", "empty", "host: a host name or an IP address is required.");
  if (isImpossibleAddress(host))
    throw new HuntInputError(
      "host",
      "format",
      `host: "${escapeToSingleLine(host, 80)}" is not a valid IP address.`,
    );
  const agent = await findAgent(hunt, host, preferred, signal);
  const found = agent ?? (await findAddress(hunt, host, preferred, signal));
  if (found === undefined) return null;
  const home = found.groupId
    ? { targetGroupId: found.groupId, isNew: false }
    : await chooseGroup(hunt, preferred, signal);
  return { ...home, by: agent ? "agent" : "address" };
}

/**
 * Returns the group for a host that has none: the preferred one, or `OnDemand`, which is created if
 * necessary.
 */
async function chooseGroup(
  hunt: TaskClient,
  preferred: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Home> {
  if (preferred !== undefined) return { by: "nothing", targetGroupId: preferred, isNew: false };
  const { id, isNew } = await ensureTargetGroup(hunt, fallbackGroup, signal);
  return { by: "nothing", targetGroupId: id, isNew };
}

async function findAgent(
  { agents }: TaskClient,
  host: string,
  preferred: string | undefined,
  signal: AbortSignal | undefined,
): Promise<InGroup<Agent> | undefined> {
  const where = { active: true, or: toHostConditions(host) };
  const rows = await agents
    .list({ where, fields: ["hostname", "ipstring", "locationId"] }, { signal })
    .toArray();
  // The location of an agent has the ID of its target group (observed on live instances).
  const matching = rows.filter((row) => matchesHost(row, host));
  const found = preferGroup(
    matching.map((row) => ({ ...row, groupId: row.locationId })),
    preferred,
  );
  if (found.length <= 1) return found[0];
  const list = found
    .slice(0, 10)
    .map(({ id, hostname, ipstring }) => escapeToSingleLine(`${hostname} (${ipstring}, agent ${id})`, 200))
    .join(", ");
  throw new HuntInputError(
    "host",
    "ambiguous",
    `host: ${found.length} active agents are named "${escapeToSingleLine(host, 80)}": ${list}. Use the IP address of one, or set its target group.`,
  );
}

/** Returns the address that was reached last, because several groups can have the same host. */
async function findAddress(
  { addresses }: TaskClient,
  host: string,
  preferred: string | undefined,
  signal: AbortSignal | undefined,
) {
  const where = { accessible: true, or: toHostConditions(host) };
  const rows = await addresses
    .list({ where, fields: ["hostname", "ipstring", "targetId", "lastAccessedOn"] }, { signal })
    .toArray();
  const matching = rows.filter((row) => matchesHost(row, host));
  const found = preferGroup(
    matching.map((row) => ({ ...row, groupId: row.targetId })),
    preferred,
  );
  return found.sort((one, other) => (other.lastAccessedOn ?? "").localeCompare(one.lastAccessedOn ?? ""))[0];
}

function toHostConditions(host: string) {
  return [{ hostname: host }, { hostname: { ilike: escapeLike(host) } }, { ipstring: host }];
}

function matchesHost(
  { hostname, ipstring }: { hostname?: string | null | undefined; ipstring?: string | null | undefined },
  host: string,
): boolean {
  return ipstring === host || hostname?.toLowerCase() === host.toLowerCase();
}

/** A row with the ID of its target group. */
type InGroup<T> = T & { groupId: string | null | undefined };

function preferGroup<T>(rows: InGroup<T>[], group: string | undefined): InGroup<T>[] {
  const inGroup = rows.filter(({ groupId }) => groupId === group);
  return inGroup.length > 0 ? inGroup : rows;
}
