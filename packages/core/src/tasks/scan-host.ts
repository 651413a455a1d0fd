import type { Agent } from "@huntkit/catalog";
import type { TaskClient } from "../collections.js";
import { getRequestFacts, HuntInputError } from "../errors/hunt-error.js";
import { HuntServerError } from "../errors/request-errors.js";
import type { CallOptions } from "../http/request.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { ensureTargetGroup, resolveOne } from "./resolve.js";
import type { ScanOptions } from "./scan-options.js";

/** How to reach one machine. */
export interface HostOptions extends CallOptions {
  /** Target group by id or name: where to look for the machine first, and where it goes if it is in none. */
  targetGroup?: string | undefined;
  /** Credential to sign in with where there is no agent, by id or name; the group's own unless told. */
  credential?: string | undefined;
  /** The same for SSH. */
  sshCredential?: string | undefined;
}

/** Has HUNT scan one machine, and gives the id of the task. */
export async function scanHost(
  hunt: TaskClient,
  host: string,
  options: ScanOptions,
  { targetGroup, credential, sshCredential, signal }: HostOptions,
): Promise<string> {
  const [group, account, sshAccount] = await Promise.all([
    targetGroup === undefined ? undefined : resolveOne(hunt.targets, "targetGroup", targetGroup, { signal }),
    credential === undefined ? undefined : resolveOne(hunt.credentials, "credential", credential, { signal }),
    sshCredential === undefined
      ? undefined
      : resolveOne(hunt.credentials, "sshCredential", sshCredential, { signal }),
  ]);
  const found = await findHost(hunt, host, group?.id, signal);
  const request = {
    target: host,
    targetGroup: { id: found.targetGroupId },
    credential: account && { id: account.id },
    sshCredential: sshAccount && { id: sshAccount.id },
    options,
  };
  try {
    return (await hunt.targets.scanHost(request, { signal })).userTaskId;
  } catch (error) {
    throw error instanceof HuntServerError ? createUnreachedError(error, found) : error;
  }
}

const whatWasFound: Record<FoundHost["by"], string> = {
  agent: "An active agent was there a moment ago.",
  address: "An accessible address was there a moment ago, but no active agent.",
  nothing: "Neither was found before: check the name, add the host to a target group, or install an agent.",
};

/** HUNT answers 5xx also where it has no way to the machine (vendor), which its own message does not tell. */
function createUnreachedError(error: HuntServerError, { by }: FoundHost): HuntServerError {
  const message = `${error.message} HUNT often answers so where it finds no active agent and no reachable address of the host. ${whatWasFound[by]}`;
  return new HuntServerError(message, { ...getRequestFacts(error), cause: error }, error.retryAfterMs);
}

/** How a machine can be reached, and the target group to reach it through. */
interface FoundHost {
  by: "agent" | "address" | "nothing";
  targetGroupId: string;
}

/** The vendor's name for the group of machines that are in no other. */
const fallbackGroup = "OnDemand";

/**
 * Looks for a machine as the vendor's Invoke-ICScanTarget does: an active agent by host name or IP address; else an
 * accessible address, in the preferred group before others. It is reached through the group where it was found; one
 * that was not found, through the preferred group, or else `OnDemand`, which is made where there is none.
 *
 * @throws {HuntInputError} `input: "host"`, `problem: "ambiguous"`, where several active agents go by it
 */
async function findHost(
  hunt: TaskClient,
  host: string,
  preferred: string | undefined,
  signal: AbortSignal | undefined,
): Promise<FoundHost> {
  if (typeof host !== "string" || host.trim() === "")
    throw new HuntInputError("host", "empty", "host: give a host name or an IP address.");
  const agent = await findAgent(hunt, host, preferred, signal);
  const found = agent ?? (await findAddress(hunt, host, preferred, signal));
  const targetGroupId = found?.groupId ?? preferred ?? (await ensureTargetGroup(hunt, fallbackGroup, signal));
  return { by: agent ? "agent" : found ? "address" : "nothing", targetGroupId };
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
