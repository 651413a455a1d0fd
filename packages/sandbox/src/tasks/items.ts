import type { Row, SeedContext } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { findByIds } from "../query/find.js";
import type { JsonObject } from "../values.js";

/** One part of a task: a host of a scan, a query of a discovery. */
export interface Part {
  readonly name: string;
  readonly type: "host-access" | "enumeration";
  readonly agentId: string | null;
  /** The discovery query that the part comes from, if it comes from one. */
  readonly queryId: string | null;
}

/** How one part ended, and what it said at last. */
export interface PartOutcome {
  readonly failed: boolean;
  readonly text: string;
}

/** How a whole task ended. */
export interface Outcome {
  /** `Error`: HUNT could not even look for hosts, for example because of an illegal condition (vendor's tests). */
  readonly status: "Completed" | "Failed" | "Error";
  readonly message: string;
  /** What the task's `data` gets in addition, such as the scan's id. */
  readonly data: JsonObject;
  /** One for each part, in their order. */
  readonly parts: readonly PartOutcome[];
}

/** When a task began, and what it may draw on: the randomness is its own. */
export interface Beginning extends SeedContext {
  /** ISO 8601. */
  readonly startedOn: string;
}

/** When a task ended, and what its results may draw on: the randomness is its own, days are counted from its end. */
export interface Ending extends Beginning {
  /** ISO 8601. */
  readonly endedOn: string;
  /** The `data` of the task, with what `begin` added. */
  readonly data: JsonObject;
}

/** What a task does. It is planned when the task starts, and done when the task ends. */
export interface Work {
  readonly type: "Scan" | "Enumerate" | "Response";
  readonly name: string;
  /** The target group; null for a scan of agents that belong to several. */
  readonly relatedId: string | null;
  readonly data: JsonObject;
  readonly parts: readonly Part[];
  /** What the task says on its way, each for an equal share of its time. */
  readonly messages: readonly string[];
  /**
   * Called a few seconds after the start. Returns what the task's `data` gets in addition, such as the ID of
   * its scan.
   */
  readonly begin?: (beginning: Beginning) => JsonObject;
  /** Writes the results. */
  readonly finish: (ending: Ending) => Outcome;
}

/** How an item and its job end, in lower case unlike tasks (vendor's module), and what it says at last, if anything. */
interface ItemEnd {
  readonly status: "complete" | "failed" | "cancelled";
  readonly text: string | undefined;
}

/** Gives each part of a task its item and its job. Tells the items' ids, in the order of the parts. */
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

/** Lets the items of a task begin. */
export function beginItems(store: Store, ids: readonly string[], startedOn: string): void {
  for (const item of findByIds(store, "UserTaskItem", ids)) {
    addProgress(store, item, `Connecting to ${String(item["name"])}`, startedOn);
  }
}

/** Ends items and their jobs; `endOf` tells how by an item's place in the list. An item that somebody has deleted stays away. */
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
