import type { Address } from "@huntkit/catalog";
import { HuntInputError } from "../errors/hunt-error.js";
import type { CallOptions, WriteOptions } from "../http/request.js";
import type { Where } from "../query/filter.js";
import { type ExtensionChoice, resolveAll, resolveExtensions, resolveOne } from "./resolve.js";
import type { TaskClient } from "../collections.js";
import { type HostOptions, scanHost } from "./scan-host.js";
import { toScanOptions, type ScanChoice, type ScanOptions } from "./scan-options.js";
import { StartedTask } from "./started-task.js";
import type { FinishedTask } from "./task-state.js";
import { waitForTask, type WaitOptions } from "./wait-for-task.js";

/** What a scan looks at. */
export interface ScanSettings extends CallOptions {
  /** `default` unless told; see {@link toScanOptions}. */
  options?: ScanChoice | undefined;
  /** Extensions to run along, by id or name. */
  extensions?: readonly ExtensionChoice[] | undefined;
}

export interface TargetGroupScanSettings extends ScanSettings, Pick<WriteOptions, "guard"> {
  /** Scans only the addresses of the group that meet this; all unless told. */
  where?: Where<Address> | undefined;
  /** Whether to look for hosts first, with all queries of the group, and wait until that has ended; how to wait, where it matters. */
  enumerateFirst?: boolean | Omit<WaitOptions, "signal"> | undefined;
}

export interface ResponseSettings extends HostOptions {
  /** Values for the arguments that the extension's header declares, by name. */
  args?: Record<string, unknown> | undefined;
}

export interface EnumerateSettings extends CallOptions {
  /** Discovery queries of the group, by id or name; all of them unless told. */
  queries?: readonly string[] | undefined;
}

/** What HUNT can be set to do: scans, responses and discoveries, as `client.tasks`. Groups, extensions, credentials and queries go by id or name. */
export class Tasks {
  readonly #hunt: TaskClient;

  constructor(hunt: TaskClient) {
    this.#hunt = hunt;
  }

  /**
   * Scans a target group.
   *
   * @param group its id or name
   * @throws {HuntInputError} for an option, or a name of a group or an extension, that does not exist or that
   *   several have
   * @throws {HuntTaskError} when the discovery that was to come first does not end well
   */
  async scanTargetGroup(
    group: string,
    { options, extensions, where, guard, enumerateFirst, signal }: TargetGroupScanSettings = {},
  ): Promise<StartedTask> {
    const [{ id }, whole] = await Promise.all([
      this.#targetGroup(group, signal),
      this.#scanOptions(options, extensions, signal),
    ]);
    if (enumerateFirst) {
      const discovery = await this.enumerate(id, { signal });
      await discovery.wait({ ...(enumerateFirst !== true && enumerateFirst), signal });
    }
    const { userTaskId } = await this.#hunt.targets.scan(id, whole, { where, guard, signal });
    return this.#started(userTaskId);
  }

  /**
   * Scans one machine: through its active agent, otherwise through an accessible address, first in the named
   * target group. If HUNT has neither and no group is named, the group `OnDemand` is used, and created if
   * necessary.
   *
   * @param host host name or IP address
   * @throws {HuntInputError} `input: "host"`, `problem: "ambiguous"`, if several active agents have this
   *   name; `"unknown"`, if HUNT has neither and `addUnknownHost` is false; and as {@link scanTargetGroup}
   * @throws {HuntServerError} if HUNT cannot reach the machine, and responds with 5xx
   */
  async scanTarget(
    host: string,
    { options, extensions, ...settings }: ScanSettings & HostOptions = {},
  ): Promise<StartedTask> {
    const whole = await this.#scanOptions(options, extensions, settings.signal);
    return this.#started(await scanHost(this.#hunt, host, whole, settings));
  }

  /**
   * Runs one response extension on a machine, which is found as {@link scanTarget} does, and nothing else.
   *
   * @param extension its id or name
   * @throws {HuntInputError} `input: "extension"`, `problem: "type"`, for one that is no response; and as
   *   {@link scanTarget}
   */
  async respond(
    host: string,
    extension: string,
    { args, ...settings }: ResponseSettings = {},
  ): Promise<StartedTask> {
    const choice = { extension, ...(args && { args }) };
    const extensions = await resolveExtensions(this.#hunt, [choice], {
      type: "response",
      signal: settings.signal,
    });
    return this.#started(
      await scanHost(this.#hunt, host, { ...toScanOptions("empty"), extensions }, settings),
    );
  }

  /**
   * Cuts a machine off from everything but HUNT, with the vendor's response extension of that name, as the
   * vendor's own integrations do. For agents whose ids are known, `client.agents.isolate` needs no extension.
   */
  isolate(host: string, options?: HostOptions): Promise<StartedTask> {
    return this.respond(host, "Host Isolation", options);
  }

  /** Ends what {@link isolate} has done. */
  restore(host: string, options?: HostOptions): Promise<StartedTask> {
    return this.respond(host, "Host Isolation Restore", options);
  }

  /**
   * Looks for hosts in a target group.
   *
   * @param group its id or name
   * @throws {HuntInputError} `input: "query"` where the group has none, or none of that name; `input:
   *   "targetGroup"` for the group
   */
  async enumerate(group: string, { queries, signal }: EnumerateSettings = {}): Promise<StartedTask> {
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

  /** Waits for any task, by its id, as {@link StartedTask.wait} does. */
  wait(userTaskId: string, options?: WaitOptions): Promise<FinishedTask> {
    return waitForTask(this.#hunt, userTaskId, options);
  }

  /** HUNT would return the queries of all groups if it ignored the condition. */
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

function createNoQueriesError(wereNamed: boolean): HuntInputError {
  const why = wereNamed
    ? "the list is empty; leave it out for all queries of the group."
    : "the target group has no discovery query. Make one with client.queries.create.";
  return new HuntInputError("query", "empty", `query: ${why}`);
}
