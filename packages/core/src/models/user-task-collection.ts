import type { UserTask } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import type { CallOptions } from "../http/request.js";
import type { Listing, ListOptions } from "../paging/listing.js";

/** The tasks. */
export class UserTaskCollection extends Collection<UserTask> {
  /**
   * Ends a task, by `POST userTasks/{id}/cancel` as the vendor's module does. When the task stops is up to HUNT.
   *
   * @throws {HuntNotFoundError} when there is none
   */
  async cancel(taskId: string, { signal }: CallOptions = {}): Promise<void> {
    await this.call("POST", "{id}/cancel", { params: { id: taskId }, signal });
  }

  /**
   * The tasks that run, and those that ended from a time on, as the vendor's module shows them: neither archived ones nor
   * those of real-time security.
   *
   * @param endedSince such as a day ago; a text is ISO 8601
   */
  recent(endedSince: Date | string, options: ListOptions = {}): Listing<UserTask> {
    const isRecent = [{ endedOn: null }, { endedOn: { gte: endedSince } }];
    // On its own, `neq` omits tasks without a type (PostgreSQL).
    const isListed = [{ type: { neq: "RTS" } }, { type: null }];
    return this.list({ where: { archived: false, and: [{ or: isListed }, { or: isRecent }] } }, options);
  }
}
