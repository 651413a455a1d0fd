import type { Agent, Policy } from "@huntkit/catalog";
import * as z from "zod/mini";
import { Collection } from "../collection.js";
import { callKeys, type CallOptions, requireWriteKeys, type WriteOptions } from "../http/request.js";
import { requireIds, requireNonEmptyWhere } from "../query/normalize-where.js";
import type { Where } from "../query/filter.js";
import { agentScanKeys, type AgentScanOptions } from "../tasks/scan-options.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

/** Possible responses of `isActive`. Which of them HUNT returns is not public. */
const Activity = z.union([
  z.boolean(),
  z.looseObject({ isActive: z.boolean() }),
  z.looseObject({ active: z.boolean() }),
]);

/** Returns the ID of the task in a response, from the first property of those that clients read. */
function findTaskId(response: unknown): string | null {
  const { userTaskId, taskId, id } = Object(response) as Record<string, unknown>;
  return ([userTaskId, taskId, id].find((each) => typeof each === "string" && each !== "") as string) ?? null;
}

/** A policy that applies to an agent. Fields that are not listed are kept. */
export type AgentPolicy = Pick<Policy, "id" | "name" | "type" | "active" | "disabled">;

const AgentPolicies = z.array(
  z.looseObject({
    id: z.string(),
    name: z.optional(z.nullable(z.string())),
    type: z.optional(z.nullable(z.string())),
    active: z.optional(z.nullable(z.boolean())),
    disabled: z.optional(z.nullable(z.boolean())),
  }),
);

/** Options for starting a scan of agents. */
export interface AgentScanSettings extends WriteOptions {
  /** Name of the task in HUNT. Default: HUNT's own choice. */
  taskName?: string | undefined;
}

/**
 * The records of `client.agents`. The routes are from HUNT's own OpenAPI document (observed on a live
 * instance). Except for the task of a scan, their responses are not public, so no code depends on them.
 */
export class AgentCollection extends Collection<Agent> {
  /**
   * Isolates hosts from all networks except HUNT, with `POST Agents/toggleIsolation`. Its body is a guess.
   *
   * @throws {HuntInputError} `input: "ids"` if it is empty
   * @throws {HuntGuardError} `problem: "unproven"` without `unproven: true`
   */
  isolate(ids: readonly string[], options: WriteOptions = {}): Promise<void> {
    return this.#setIsolation(ids, true, options);
  }

  /** Ends the isolation of hosts. Its body is a guess, as in {@link isolate}. */
  restore(ids: readonly string[], options: WriteOptions = {}): Promise<void> {
    return this.#setIsolation(ids, false, options);
  }

  /**
   * Starts a scan of agents, with `POST Agents/scan` and the body that a live instance accepts.
   *
   * @param options what to scan. Default: HUNT's own choice.
   * @returns ID of the task; null if the response does not have one. A new `lastAvScanTime` in AgentDetails
   *   and a row in ScanHistoryTrackings then prove the scan (observed on a live instance).
   * @throws {HuntInputError} `input: "ids"` if it is empty
   */
  async scan(
    ids: readonly string[],
    options?: AgentScanOptions,
    callOptions: AgentScanSettings = {},
  ): Promise<{ userTaskId: string | null }> {
    if (options) requireKnownKeys(options, agentScanKeys);
    const { taskName, ...settings } = requireWriteKeys(callOptions, { taskName: true });
    const input = { ids: requireIds(ids), options, taskName };
    return { userTaskId: findTaskId(await this.act("scanAgents", input, settings)) };
  }

  /**
   * Uninstalls every agent that matches a condition, with `POST agents/uninstall` (vendor's PowerShell
   * module).
   *
   * @throws {HuntInputError} `input: "where"` if it is empty, which would match all agents
   * @throws {HuntGuardError} if it might reach more agents than the caller meant
   */
  async uninstall(where: Where<Agent>, options: WriteOptions = {}): Promise<void> {
    requireWriteKeys(options, {});
    await this.act("uninstallAgents", { where: requireNonEmptyWhere(where) }, options);
  }

  /** Uninstalls one agent, with `POST Agents/{id}/uninstall`. */
  async uninstallOne(agentId: string, options: CallOptions = {}): Promise<void> {
    const { signal } = requireKnownKeys(options, callKeys);
    await this.act("uninstallAgent", { id: agentId }, { signal });
  }

  /** Renames an agent, with `PATCH Agents/{id}/rename`. */
  async rename(agentId: string, name: string, options: CallOptions = {}): Promise<void> {
    const { signal } = requireKnownKeys(options, callKeys);
    await this.act("renameAgent", { id: agentId, name }, { idempotent: true, signal });
  }

  /** Requests the logs of an agent, which it then sends to HUNT, with `POST Agents/{id}/retrieveLogs`. */
  async retrieveLogs(agentId: string, options: CallOptions = {}): Promise<void> {
    const { signal } = requireKnownKeys(options, callKeys);
    await this.act("retrieveAgentLogs", { id: agentId }, { signal });
  }

  /**
   * Moves agents to a location, with `POST Agents/assignTarget`. Its body is a guess.
   *
   * @throws {HuntInputError} `input: "ids"` if it is empty
   * @throws {HuntGuardError} `problem: "unproven"` without `unproven: true`
   */
  async assignLocation(
    ids: readonly string[],
    locationId: string,
    options: WriteOptions = {},
  ): Promise<void> {
    requireWriteKeys(options, {});
    await this.act("assignAgents", { ids: requireIds(ids), locationId }, { ...options, idempotent: true });
  }

  /** Returns whether an agent is connected, with `GET Agents/{id}/isActive`. */
  async isActive(agentId: string, options: CallOptions = {}): Promise<boolean> {
    const { signal } = requireKnownKeys(options, callKeys);
    const activity = await this.call("GET", "{id}/isActive", {
      params: { id: agentId },
      schema: Activity,
      signal,
    });
    if (typeof activity === "boolean") return activity;
    return (activity["isActive"] ?? activity["active"]) === true;
  }

  /**
   * Returns the policies that apply to an agent, inherited ones included, with `GET
   * Agents/{id}/getAgentPolicies` (observed on a live instance).
   */
  policies(agentId: string, options: CallOptions = {}): Promise<AgentPolicy[]> {
    const { signal } = requireKnownKeys(options, callKeys);
    return this.call("GET", "{id}/getAgentPolicies", {
      params: { id: agentId },
      schema: AgentPolicies,
      signal,
    });
  }

  /**
   * Returns the rows of `GET Agents/scanHistory`, in one page. Their fields are not public.
   *
   * @param filter LoopBack filter, sent unchanged: `{limit: 10}`
   */
  async scanHistory(
    filter?: Record<string, unknown>,
    options: CallOptions = {},
  ): Promise<Record<string, unknown>[]> {
    const { signal } = requireKnownKeys(options, callKeys);
    return this.call("GET", "scanHistory", { query: { filter }, schema: z.array(z.looseObject({})), signal });
  }

  async #setIsolation(ids: readonly string[], isolated: boolean, options: WriteOptions): Promise<void> {
    requireWriteKeys(options, {});
    const name = isolated ? "isolateAgents" : "restoreAgents";
    await this.act(name, { ids: requireIds(ids) }, options);
  }
}
