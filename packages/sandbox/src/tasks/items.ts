import type { Row, SeedContext } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { findByIds } from "../query/find.js";
import type { JsonObject } from "../values.js";

/** A part of a task: a host of a scan, or a query of a discovery. */
export interface Part {
  readonly name: string;
  readonly type: "host-access" | "enumeration";
  readonly agentId: string | null;
  /** The discovery query that the part belongs to, if any. */
  readonly queryId: string | null;
}

/** How a part ended, and its last message. */
export interface PartOutcome {
  readonly failed: boolean;
  readonly text: string;
}

/** How a whole task ended. */
export interface Outcome {
  /**
   * `Error`: HUNT could not search for hosts, for example because of an illegal condition (vendor's tests).
   */
  readonly status: "Completed" | "Failed" | "Error";
  readonly message: string;
  /** Properties that are added to the task's `data`, such as the ID of the scan. */
  readonly data: JsonObject;
  /** The outcomes of the parts, in their order. */
  readonly parts: readonly PartOutcome[];
}

/** The start of a task, and what it can use, including its own random numbers. */
export interface Beginning extends SeedContext {
  /** ISO 8601. */
  readonly startedOn: string;
}

/** The end of a task, and what its results can use. Days are counted from the end. */
export interface Ending extends Beginning {
  /** ISO 8601. */
  readonly endedOn: string;
  /** The `data` of the task, including what `begin` added. */
  readonly data: JsonObject;
}

/** The work of a task. It is planned when the task starts, and its results are written when the task ends. */
export interface Work {
  readonly type: "Scan" | "Enumerate" | "Response";
  readonly name: string;
  /** The target group. Null for a scan of agents in several groups. */
  readonly relatedId: string | null;
  readonly data: JsonObject;
  readonly parts: readonly Part[];
  /** The messages of the running task. Each is shown for an equal share of its duration. */
  readonly messages: readonly string[];
  /**
   * Called a few seconds after the start. Returns properties to add to the task's `data`, such as the ID of
   * its scan.
   */
  readonly begin?: (beginning: Beginning) => JsonObject;
  /** Writes the results. */
  readonly finish: (ending: Ending) => Outcome;
}

/**
 * How an item and its job end, and the last message, if any. The status is in lower case, unlike that of a
 * task (vendor's module).
 */
interface ItemEnd {
  readonly status: "complete" | "failed" | "cancelled";
  readonly text: string | undefined;
}

/**
 * Creates an item and a job for each part of a task. Returns the IDs of the items, in the order of the parts.
 */
export function createItems(store: Store, task: Row, parts: readonly Part[]): string[] {
  const [items, jobs] = [store.table("UserTaskItem"), store.table("Job")];
  const createdOn = task["createdOn"];
  return parts.map(({ name, type, agentId, queryId }) => {
    const jobId = store.random("Job").uuid();
    const id = store.random("UserTaskItem").uuid();
    const query = queryId === null ? {} : { queryId };
    jobs.put({ id: jobId, state: "active", data: { agentId, ...query }, createdOn });
    items.put({
      id,
      userTaskId: task.id,
      name,
      type,
      status: "active",
      message: "Waiting",
      jobId,
      result: query,
      createdOn,
      endedOn: null,
    });
    return id;
  });
}

/** Adds the first progress message to each item of a task. */
export function beginItems(store: Store, ids: readonly string[], startedOn: string): void {
  for (const item of findByIds(store, "UserTaskItem", ids)) {
    addProgress(store, item, `Connecting to ${String(item["name"])}`, startedOn);
  }
}

/** Ends items and their jobs. `endOf` returns how the item at an index ends. Deleted items are skipped. */
export function endItems(
  store: Store,
  ids: readonly string[],
  endedOn: string,
  endOf: (index: number) => ItemEnd,
): void {
  for (const [index, id] of ids.entries()) {
    const item = store.table("UserTaskItem").get(id);
    if (item === undefined) continue;
    const { status, text } = endOf(index);
    store.table("UserTaskItem").put({ ...item, status, message: status, endedOn });
    if (text !== undefined) addProgress(store, item, text, endedOn);
    const job = store.table("Job").get(String(item["jobId"]));
    if (job !== undefined) store.table("Job").put({ ...job, state: status });
  }
}

function addProgress(store: Store, item: Row, text: string, createdOn: string): void {
  const table = store.table("UserTaskItemProgress");
  table.put({ id: store.random("UserTaskItemProgress").uuid(), taskItemId: item.id, text, createdOn });
}
