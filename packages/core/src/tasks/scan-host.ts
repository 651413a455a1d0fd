import { HuntServerError } from "../errors/request-errors.js";
import { getRequestFacts } from "../errors/hunt-error.js";
import type { CallOptions } from "../http/request.js";
import { findHost, type FoundHost } from "./find-host.js";
import type { TaskClient } from "./hunt.js";
import { resolveOne } from "./resolve.js";
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
