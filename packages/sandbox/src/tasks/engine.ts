import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { createRow } from "../data/write.js";
import { requireRow } from "../query/find.js";
import { Random } from "../random.js";
import { toObject } from "../values.js";
import { beginItems, createItems, endItems, type Work } from "./items.js";

/** A task is Created for so many percent of its time before it is Active. */
const ACTIVE_FROM = 5;

interface Running {
  readonly work: Work;
  /** When it was created, in milliseconds since 1970. */
  readonly createdAt: number;
  readonly itemIds: readonly string[];
}

/**
 * Runs user tasks by the sandbox's clock alone: a task is where the clock says whenever somebody looks, and no timer is needed.
 * Results depend on the seed and the task's id only.
 */
export class TaskEngine {
  readonly #store: Store;
  readonly #duration: number;
  readonly #running = new Map<string, Running>();

  /** @param seconds how long a task takes; 0 ends it before the next request */
  constructor(store: Store, seconds: number) {
    this.#store = store;
    this.#duration = seconds * 1000;
  }

  /** Starts a task and tells its id. */
  start(work: Work, userId: string | undefined): string {
    const createdAt = this.#store.clock.now();
    const { type, name, relatedId, data, parts } = work;
    const task = createRow(this.#store, this.#store.definition("UserTask"), {
      name,
      type,
      status: "Created",
      progress: 0,
      message: "Waiting",
      data,
      itemCount: parts.length,
      relatedId,
      userId: userId ?? null,
      createdOn: iso(createdAt),
      startedOn: null,
      endedOn: null,
    });
    this.#running.set(task.id, { work, createdAt, itemIds: createItems(this.#store, task, parts) });
    return task.id;
  }

  /** Brings every task up to the clock. Costs nothing when none runs. */
  advance(): void {
    for (const [id, running] of this.#running) {
      const task = this.#store.table("UserTask").get(id);
      if (task === undefined) this.#running.delete(id);
      else this.#advance(task, running);
    }
  }

  /**
   * Cancels a task at once. One that has ended stays as it is.
   *
   * @throws {LoopBackError} 404 for an unknown id
   */
  cancel(id: string): void {
    const task = requireRow(this.#store, "UserTask", id);
    this.#running.delete(id);
    if (task["status"] !== "Created" && task["status"] !== "Active") return;
    const endedOn = iso(this.#store.clock.now());
    this.#store.table("UserTask").put({ ...task, status: "Cancelled", message: "Cancelled", endedOn });
    const items = [...this.#store.table("UserTaskItem").inOrderOfInsertion()].filter(
      ({ userTaskId }) => userTaskId === id,
    );
    endItems(
      this.#store,
      items.map((item) => item.id),
      endedOn,
      () => ({ status: "Cancelled", text: undefined }),
    );
  }

  #advance(task: Row, running: Running): void {
    const elapsed = this.#store.clock.now() - running.createdAt;
    const progress = elapsed >= this.#duration ? 100 : Math.floor((100 * elapsed) / this.#duration);
    const begun = task["status"] === "Created" && progress >= ACTIVE_FROM ? this.#begin(task, running) : task;
    if (progress === 100) this.#finish(begun, running);
    else if (progress >= ACTIVE_FROM && progress > Number(begun["progress"])) {
      const { messages } = running.work;
      const message = messages[Math.floor((progress * messages.length) / 100)];
      this.#store.table("UserTask").put({ ...begun, progress, message });
    }
  }

  #begin(task: Row, { createdAt, itemIds }: Running): Row {
    const startedOn = iso(createdAt + (this.#duration * ACTIVE_FROM) / 100);
    const begun = { ...task, status: "Active", startedOn };
    this.#store.table("UserTask").put(begun);
    beginItems(this.#store, itemIds, startedOn);
    return begun;
  }

  #finish(task: Row, { work, createdAt, itemIds }: Running): void {
    this.#running.delete(task.id);
    const endedAt = createdAt + this.#duration;
    const endedOn = iso(endedAt);
    const context = this.#store.seedContext(new Random(this.#store.seed, `task ${task.id}`), endedAt);
    const { failed, message, data, parts } = work.finish({
      ...context,
      startedOn: String(task["startedOn"]),
      endedOn,
    });
    const status = failed ? "Failed" : "Completed";
    this.#store.table("UserTask").put({
      ...task,
      status,
      progress: 100,
      message,
      data: { ...toObject(task["data"]), ...data },
      endedOn,
    });
    endItems(this.#store, itemIds, endedOn, (index) => ({
      status: parts[index]?.failed ? "Failed" : "Completed",
      text: parts[index]?.text,
    }));
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
