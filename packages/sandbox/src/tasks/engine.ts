import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { createRow } from "../data/write.js";
import { requireRow } from "../query/find.js";
import { Random } from "../random.js";
import { toObject } from "../values.js";
import { beginItems, createItems, endItems, type Work } from "./items.js";

/**
 * Work starts after this share of a task's duration, and after 5 seconds at most. `data` then has the scan
 * (vendor's tests).
 */
const BEGIN_SHARE = 0.05;
const MAX_BEGIN_MS = 5_000;

interface Running {
  readonly work: Work;
  hasBegun: boolean;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly itemIds: readonly string[];
}

/**
 * Runs user tasks with the sandbox's clock. A task advances only when a request or a caller reads it, so
 * there are no timers. Its results depend only on the seed and the ID of the task.
 */
export class TaskEngine {
  readonly #store: Store;
  readonly #duration: number;
  readonly #running = new Map<string, Running>();

  /** @param seconds duration of a task. With 0, it ends before the next request. */
  constructor(store: Store, seconds: number) {
    this.#store = store;
    this.#duration = seconds * 1000;
  }

  /** Starts a task and returns its ID. */
  start(work: Work): string {
    const createdAt = this.#store.clock.now();
    const { type, name, relatedId, data, parts } = work;
    const task = createRow(this.#store, this.#store.definition("UserTask"), {
      name,
      type,
      status: "Active",
      progress: 0,
      message: "Waiting",
      data,
      relatedId,
      createdOn: iso(createdAt),
      endedOn: null,
    });
    const itemIds = createItems(this.#store, task, parts);
    this.#running.set(task.id, { work, hasBegun: false, createdAt, itemIds });
    return task.id;
  }

  /** Advances all running tasks to the current time. */
  advance(): void {
    for (const [id, running] of this.#running) {
      const task = this.#store.table("UserTask").get(id);
      if (task === undefined) this.#running.delete(id);
      else this.#advance(task, running);
    }
  }

  /**
   * Cancels a task immediately. A task that has ended is not changed.
   *
   * @throws {LoopBackError} 404 if the ID is unknown
   */
  cancel(id: string): void {
    const task = requireRow(this.#store, "UserTask", id);
    this.#running.delete(id);
    if (task["status"] !== "Active") return;
    const endedOn = iso(this.#store.clock.now());
    this.#store.table("UserTask").put({ ...task, status: "Cancelled", message: "Cancelled", endedOn });
    const items = [...this.#store.table("UserTaskItem").inOrderOfInsertion()].filter(
      ({ userTaskId }) => userTaskId === id,
    );
    endItems(
      this.#store,
      items.map((item) => item.id),
      endedOn,
      () => ({ status: "cancelled", text: undefined }),
    );
  }

  #advance(task: Row, running: Running): void {
    const elapsed = this.#store.clock.now() - running.createdAt;
    const isDue = elapsed >= Math.min(this.#duration * BEGIN_SHARE, MAX_BEGIN_MS);
    if (!running.hasBegun && !isDue) return;
    const begun = running.hasBegun ? task : this.#begin(task, running);
    if (elapsed >= this.#duration) {
      this.#finish(begun, running);
      return;
    }
    const progress = Math.floor((100 * elapsed) / this.#duration);
    if (progress <= Number(begun["progress"])) return;
    const { messages } = running.work;
    const message = messages[Math.floor((progress * messages.length) / 100)];
    this.#store.table("UserTask").put({ ...begun, progress, message });
  }

  #begin(task: Row, running: Running): Row {
    running.hasBegun = true;
    const { work, createdAt, itemIds } = running;
    const startedOn = iso(createdAt);
    const random = new Random(this.#store.seed, `task ${task.id} begins`);
    const data = work.begin?.({ ...this.#store.seedContext(random, createdAt), startedOn });
    const begun = { ...task, data: { ...toObject(task["data"]), ...data } };
    this.#store.table("UserTask").put(begun);
    beginItems(this.#store, itemIds, startedOn);
    return begun;
  }

  #finish(task: Row, { work, createdAt, itemIds }: Running): void {
    this.#running.delete(task.id);
    const endedAt = createdAt + this.#duration;
    const endedOn = iso(endedAt);
    const context = this.#store.seedContext(new Random(this.#store.seed, `task ${task.id}`), endedAt);
    const before = toObject(task["data"]);
    const startedOn = iso(createdAt);
    const { status, message, data, parts } = work.finish({ ...context, startedOn, endedOn, data: before });
    this.#store.table("UserTask").put({
      ...task,
      status,
      progress: 100,
      message,
      data: { ...before, ...data },
      endedOn,
    });
    endItems(this.#store, itemIds, endedOn, (index) => ({
      status: parts[index]?.failed ? "failed" : "complete",
      text: parts[index]?.text,
    }));
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
