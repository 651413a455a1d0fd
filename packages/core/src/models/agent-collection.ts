import type { Agent } from "@huntkit/catalog";
import * as z from "zod/mini";
import { Collection } from "../collection.js";
import type { CallOptions, WriteOptions } from "../http/request.js";
import { requireIds, requireNonEmptyWhere } from "../query/normalize-where.js";
import type { Where } from "../query/filter.js";
import type { AgentScanOptions } from "../tasks/scan-options.js";

/** How `isActive` may answer; which of them HUNT does is not public. */
const Activity = z.union([
  z.boolean(),
  z.looseObject({ isActive: z.boolean() }),
  z.looseObject({ active: z.boolean() }),
]);

/** Returns the ID of the task in a response: of the names that clients read, the first one that it has. */
function findTaskId(answer: unknown): string | null {
  const { userTaskId, taskId, id } = Object(answer) as Record<string, unknown>;
  return ([userTaskId, taskId, id].find((each) => typeof each === "string" && each !== "") as string) ?? null;
}

/**
 * The agents. The routes are those of HUNT's own OpenAPI document (seen live); what they answer is not public but for the
 * scan's task, so nothing rests on it.
 */
export class AgentCollection extends Collection<Agent> {
  /**
   * Cuts machines off from everything but HUNT, by `POST Agents/toggleIsolation`. Its body is a guess.
   *
   * @throws {HuntInputError} `input: "ids"` when there are none
   * @throws {HuntGuardError} `problem: "unproven"` without `unproven: true`
   */
  isolate(ids: readonly string[], options: WriteOptions = {}): Promise<void> {
    return this.#setIsolation(ids, true, options);
  }

  /** Lets machines back onto the network; as {@link isolate}. */
  restore(ids: readonly string[], options: WriteOptions = {}): Promise<void> {
    return this.#setIsolation(ids, false, options);
  }

  /**
   * Starts a scan of these agents, by `POST Agents/scan`, with the body that a live instance accepts.
   *
   * @param options what to scan. Default: HUNT's own choice.
   * @param callOptions `taskName` is the name of the task in HUNT
   * @returns ID of the task; null if the response has none, as it need not. The proof of a scan is then a new
   *   `lastAvScanTime` in AgentDetails and a row in ScanHistoryTrackings (observed on a live instance).
   * @throws {HuntInputError} `input: "ids"` when there are none
   */
  async scan(
    ids: readonly string[],
    options?: AgentScanOptions,
    { taskName, ...settings }: WriteOptions & { taskName?: string | undefined } = {},
  ): Promise<{ userTaskId: string | null }> {
    const input = { ids: requireIds(ids), options, taskName };
    return { userTaskId: findTaskId(await this.act("scanAgents", input, settings)) };
  }

  /**
   * Uninstalls every agent that meets a condition, by `POST agents/uninstall` as the vendor's PowerShell module does.
   *
   * @throws {HuntInputError} `input: "where"` when it is empty, which would mean all agents
   * @throws {HuntGuardError} if it might reach more agents than were meant
   */
  async uninstall(where: Where<Agent>, options: WriteOptions = {}): Promise<void> {
    await this.act("uninstallAgents", { where: requireNonEmptyWhere(where) }, options);
  }

  /** Uninstalls one agent, by `POST Agents/{id}/uninstall`. */
  async uninstallOne(agentId: string, { signal }: CallOptions = {}): Promise<void> {
    await this.act("uninstallAgent", { id: agentId }, { signal });
  }

  /** Gives an agent another name, by `PATCH Agents/{id}/rename`. */
  async rename(agentId: string, name: string, { signal }: CallOptions = {}): Promise<void> {
    await this.act("renameAgent", { id: agentId, name }, { idempotent: true, signal });
  }

  /** Has an agent send its logs to HUNT, by `POST Agents/{id}/retrieveLogs`. */
  async retrieveLogs(agentId: string, { signal }: CallOptions = {}): Promise<void> {
    await this.act("retrieveAgentLogs", { id: agentId }, { signal });
  }

  /**
   * Moves agents to a location, by `POST Agents/assignTarget`. Its body is a guess.
   *
   * @throws {HuntInputError} `input: "ids"` when there are none
   * @throws {HuntGuardError} `problem: "unproven"` without `unproven: true`
   */
  async assignLocation(
    ids: readonly string[],
    locationId: string,
    options: WriteOptions = {},
  ): Promise<void> {
    await this.act("assignAgents", { ids: requireIds(ids), locationId }, { ...options, idempotent: true });
  }

  /** Whether an agent answers now, by `GET Agents/{id}/isActive`. */
  async isActive(agentId: string, { signal }: CallOptions = {}): Promise<boolean> {
    const activity = await this.call("GET", "{id}/isActive", {
      params: { id: agentId },
      schema: Activity,
      signal,
    });
    if (typeof activity === "boolean") return activity;
    return (activity["isActive"] ?? activity["active"]) === true;
  }

  /**
   * What `GET Agents/scanHistory` tells, in one page. What its rows hold is not public.
   *
   * @param filter LoopBack's, as it is: `{limit: 10}`
   */
  async scanHistory(
    filter?: Record<string, unknown>,
    { signal }: CallOptions = {},
  ): Promise<Record<string, unknown>[]> {
    return this.call("GET", "scanHistory", { query: { filter }, schema: z.array(z.looseObject({})), signal });
  }

  async #setIsolation(ids: readonly string[], isolated: boolean, options: WriteOptions): Promise<void> {
    const name = isolated ? "isolateAgents" : "restoreAgents";
    await this.act(name, { ids: requireIds(ids) }, options);
  }
}
