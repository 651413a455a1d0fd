import type { Address } from "@huntkit/catalog";
import { HuntInputError } from "../errors/hunt-error.js";
import type { CallOptions, WriteOptions } from "../http/request.js";
import type { Where } from "../query/filter.js";
import { requireNonEmptyWhere } from "../query/normalize-where.js";
import { type ExtensionChoice, resolveAll, resolveExtensions, resolveOne } from "./resolve.js";
import type { TaskClient } from "../collections.js";
import { scanHost } from "./scan-host.js";
import {
  hostKeys,
  type HostOptions,
  toScanOptions,
  type ScanChoice,
  type ScanOptions,
} from "./scan-options.js";
import { StartedTask } from "./started-task.js";
import type { FinishedTask } from "./task-state.js";
import { waitForTask, waitKeys, type WaitOptions } from "./wait-for-task.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";
import { guardKeys } from "../guard/affected.js";

/** Options of a scan. */
export interface ScanSettings extends CallOptions {
  /** Parts of the scan, see {@link toScanOptions}. Default: `default`. */
  options?: ScanChoice | undefined;
  /** Extensions to run with the scan, by ID or name. */
  extensions?: readonly ExtensionChoice[] | undefined;
}

/** Options of a scan of a target group. */
export interface TargetGroupScanSettings extends ScanSettings, Pick<WriteOptions, "guard"> {
  /** Scan only the addresses of the group that match this condition. Default: all addresses. */
  where?: Where<Address> | undefined;
  /**
   * Discover hosts with all queries of the group first, and wait until the discovery has ended. Set it to
   * wait options to change how to wait. Default: false.
   */
  enumerateFirst?: boolean | Omit<WaitOptions, "signal"> | undefined;
}

/** Options of a response on a host. */
export interface ResponseSettings extends HostOptions {
  /** Values of the arguments that the header of the extension declares, by name. */
  args?: Record<string, unknown> | undefined;
}

/** Options of a discovery. */
export interface EnumerateSettings extends CallOptions {
  /** Discovery queries of the group, by ID or name. Default: all queries. */
  queries?: readonly string[] | undefined;
}

const targetScanKeys: KeysOf<ScanSettings & HostOptions> = { ...hostKeys, options: true, extensions: true };

const responseKeys: KeysOf<ResponseSettings> = { ...hostKeys, args: true };

const targetGroupScanKeys: KeysOf<TargetGroupScanSettings> = {
  options: true,
  extensions: true,
  where: true,
  guard: true,
  enumerateFirst: true,
  signal: true,
};

/**
 * Starts scans, responses, and discoveries, as `client.tasks`. Groups, extensions, credentials, and queries
 * are identified by ID or name.
 */
export class Tasks {
  readonly #hunt: TaskClient;

  constructor(hunt: TaskClient) {
    this.#hunt = hunt;
  }

  /**
   * Scans a target group.
   *
   * @param group ID or name of the group
   * @throws {HuntInputError} for an invalid option, or a name of a group or extension that does not exist or
   *   is ambiguous
   * @throws {HuntTaskError} if the discovery before the scan does not succeed
   */
  async scanTargetGroup(group: string, settings: TargetGroupScanSettings = {}): Promise<StartedTask> {
    requireKnownKeys(settings, targetGroupScanKeys);
    const { options, extensions, where, guard, enumerateFirst, signal } = settings;
    if (typeof enumerateFirst === "object") requireKnownKeys(enumerateFirst, waitKeys, "enumerateFirst");
    if (guard) requireKnownKeys(guard, guardKeys, "guard");
    if ("where" in settings) requireNonEmptyWhere(where);
    const [{ id }, whole] = await Promise.all([
      this.#targetGroup(group, signal),
      this.#scanOptions(options, extensions, signal),
    ]);
    if (enumerateFirst) {
      const discovery = await this.enumerate(id, { signal });
      await discovery.wait({ ...(enumerateFirst !== true && enumerateFirst), signal });
    }
    const { userTaskId } = await this.#hunt.targets.scan(id, whole, {
      ...("where" in settings && { where }),
      guard,
      signal,
    });
    return this.#started(userTaskId);
  }

  /**
   * Scans one host: through its active agent, otherwise through an accessible address, in the specified
   * target group first. If HUNT has neither and no group is specified, the group `OnDemand` is used, and
   * created if necessary.
   *
   * @param host host name or IP address
   * @throws {HuntInputError} `input: "host"`, `problem: "ambiguous"` if several active agents have this name;
   *   `"not-found"` if HUNT has neither and `addUnknownHost` is false; and as {@link scanTargetGroup}
   * @throws {HuntServerError} if HUNT cannot reach the host, and responds with 5xx
   */
  async scanTarget(host: string, settings: ScanSettings & HostOptions = {}): Promise<StartedTask> {
    const { options, extensions, ...hostOptions } = requireKnownKeys(settings, targetScanKeys);
    const whole = await this.#scanOptions(options, extensions, hostOptions.signal);
    return this.#started(await scanHost(this.#hunt, host, whole, hostOptions));
  }

  /**
   * Runs only one response extension on a host, which is found like in {@link scanTarget}.
   *
   * @param extension ID or name of the extension
   * @throws {HuntInputError} `input: "extension"`, `problem: "type"` if it is not a response; `input: "args"` for an
   *   argument that the extension does not declare, of another type, or missing; and as {@link scanTarget}
   */
  async respond(host: string, extension: string, settings: ResponseSettings = {}): Promise<StartedTask> {
    const { args, ...hostOptions } = requireKnownKeys(settings, responseKeys);
    const choice = { extension, ...(args && { args }) };
    const extensions = await resolveExtensions(this.#hunt, [choice], {
      type: "response",
      signal: hostOptions.signal,
    });
    return this.#started(
      await scanHost(this.#hunt, host, { ...toScanOptions("empty"), extensions }, hostOptions),
    );
  }

  /**
   * Isolates a host from all networks except HUNT, with the vendor's response extension of that name, like
   * the vendor's own integrations. If you know the IDs of agents, `client.agents.isolate` needs no extension.
   */
  isolate(host: string, options?: HostOptions): Promise<StartedTask> {
    return this.respond(host, "Host Isolation", options);
  }

  /** Ends the isolation of {@link isolate}. */
  restore(host: string, options?: HostOptions): Promise<StartedTask> {
    return this.respond(host, "Host Isolation Restore", options);
  }

  /**
   * Discovers the hosts of a target group.
   *
   * @param group ID or name of the group
   * @throws {HuntInputError} `input: "query"` if the group has no query, or none with that name; `input:
   *   "targetGroup"` for the group
   */
  async enumerate(group: string, settings: EnumerateSettings = {}): Promise<StartedTask> {
    const { queries, signal } = requireKnownKeys(settings, { queries: true, signal: true });
    const { id } = await this.#targetGroup(group, signal);
    const within = { targetId: id };
    const wanted = queries
      ? await resolveAll(this.#hunt.queries, "query", queries, { within, signal })
      : await this.#listQueries(id, signal);
    if (wanted.length === 0) throw createNoQueriesError(queries !== undefined);
    const { userTaskId } = await this.#hunt.targets.enumerate(
      id,
      wanted.map((query) => query.id),
      { signal },
    );
    return this.#started(userTaskId);
  }

  /** Waits for any task, by its ID, like {@link StartedTask.wait}. */
  wait(userTaskId: string, options?: WaitOptions): Promise<FinishedTask> {
    return waitForTask(this.#hunt, userTaskId, options);
  }

  /** Filters the result again: HUNT would return the queries of all groups if it ignored the condition. */
  async #listQueries(targetId: string, signal: AbortSignal | undefined) {
    const fields = ["name", "targetId"] as const;
    const found = await this.#hunt.queries.list({ where: { targetId }, fields }, { signal }).toArray();
    return found.filter((query) => query.targetId === targetId);
  }

  #targetGroup(group: string, signal: AbortSignal | undefined) {
    return resolveOne(this.#hunt.targets, "targetGroup", group, { signal });
  }

  async #scanOptions(
    choice: ScanChoice | undefined,
    extra: readonly ExtensionChoice[] = [],
    signal: AbortSignal | undefined,
  ): Promise<ScanOptions> {
    const options = toScanOptions(choice);
    const extensions = [
      ...(options.extensions ?? []),
      ...(await resolveExtensions(this.#hunt, extra, { signal })),
    ];
    return extensions.length > 0 ? { ...options, extensions } : options;
  }

  #started(userTaskId: string): StartedTask {
    return new StartedTask(this.#hunt, userTaskId);
  }
}

function createNoQueriesError(isListEmpty: boolean): HuntInputError {
  const why = isListEmpty
    ? "the list is empty. Remove it to use all queries of the group."
    : "the target group has no discovery query, so there is nothing to discover. Create a query first.";
  return new HuntInputError("query", "empty", `query: ${why}`);
}
