import type { Agent } from "@huntkit/catalog";
import type { TaskClient } from "../collections.js";
import { getRequestFacts, HuntInputError } from "../errors/hunt-error.js";
import { HuntServerError } from "../errors/request-errors.js";
import type { CallOptions } from "../http/request.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { ensureTargetGroup, resolveOne } from "./resolve.js";
import { mayHaveStarted } from "./started-task.js";
import type { ScanOptions } from "./scan-options.js";

/** How to reach one machine. */
export interface HostOptions extends CallOptions {
  /** Target group by id or name: where to look for the machine first, and where it goes if it is in none. */
  targetGroup?: string | undefined;
  /** Credential to sign in with where there is no agent, by id or name; the group's own unless told. */
  credential?: string | undefined;
  /** The same for SSH. */
  sshCredential?: string | undefined;
  /**
   * Whether to add a host that has neither an active agent nor an accessible address to a target group. Set
   * it to `false` if the name may be misspelled. Default: true, as in the vendor's module.
   */
  addUnknownHost?: boolean | undefined;
}

/** Has HUNT scan one machine, and gives the id of the task. */
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

const whatWasFound: Record<Home["by"], string> = {
  agent: "An active agent was there a moment ago.",
  address: "An accessible address was there a moment ago, but no active agent.",
  nothing: "Neither was found before: check the name, add the host to a target group, or install an agent.",
};

/** HUNT answers 5xx also where it has no way to the machine (vendor), which its own message does not tell. */
function createUnreachedError(
  error: HuntServerError,
  { by, isNew }: Home,
  isRemoved: boolean,
): HuntServerError {
  const sentences = [
    error.message,
    "HUNT often answers so where it finds no active agent and no reachable address of the host.",
    whatWasFound[by],
    isNew && `The new target group ${fallbackGroup} ${isRemoved ? "was removed" : "was kept"}.`,
  ];
  const message = sentences.filter(Boolean).join(" ");
  return new HuntServerError(message, { ...getRequestFacts(error), cause: error }, error.retryAfterMs);
}

function createUnknownHostError(host: string): HuntInputError {
  const name = escapeToSingleLine(host, 80);
  return new HuntInputError(
    "host",
    "unknown",
    `host: no active agent and no accessible address has the name "${name}". Check the name. To add the host to a target group, set addUnknownHost.`,
  );
}

/**
 * Removes a group that was created for a scan that HUNT rejected, unless something is in it.
 *
 * @returns whether it was removed
 */
async function removeEmptyGroup({ targets, addresses, agents }: TaskClient, id: string): Promise<boolean> {
  // With a signal of its own: the caller's may have aborted.
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

/** How a machine can be reached, and the target group to reach it through. */
interface Home {
  by: "agent" | "address" | "nothing";
  targetGroupId: string;
  /** Whether the group was created for the machine. */
  isNew: boolean;
}

/** Milliseconds that the removal of a new group may take. */
const removeMs = 10_000;

/** The vendor's name for the group of machines that are in no other. */
const fallbackGroup = "OnDemand";

/**
 * Looks for a machine as the vendor's Invoke-ICScanTarget does: an active agent by host name or IP address,
 * otherwise an accessible address, in the preferred group before others. It is reached through the group
 * where it was found.
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
    throw new HuntInputError("host", "empty", "host: give a host name or an IP address.");
  const agent = await findAgent(hunt, host, preferred, signal);
  const found = agent ?? (await findAddress(hunt, host, preferred, signal));
  if (found === undefined) return null;
  const home = found.groupId
    ? { targetGroupId: found.groupId, isNew: false }
    : await chooseGroup(hunt, preferred, signal);
  return { ...home, by: agent ? "agent" : "address" };
}

/**
 * Returns the group for a machine that is in none: the preferred one, or `OnDemand`, which is created if
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
  // An agent's location has the ID of its target group (observed on live instances).
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
    `host: ${found.length} active agents go by "${escapeToSingleLine(host, 80)}": ${list}. Name the target group of the one that is meant, or take its other name; client.agents.scan takes ids of agents.`,
  );
}

/** The address that was reached last, since a machine may be known to several groups. */
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
  return [{ hostname: host }, { hostname: { ilike: host } }, { ipstring: host }];
}

/** `ilike` finds more than what is meant: to it, `_` and `%` are any characters. */
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
