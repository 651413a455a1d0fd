import type { UserTask } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { callKeys, type CallOptions } from "../http/request.js";
import type { Listing, ListOptions } from "../paging/listing.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";

/** The records of `client.userTasks`. */
export class UserTaskCollection extends Collection<UserTask> {
  /**
   * Cancels a task, with `POST userTasks/{id}/cancel` (vendor's PowerShell module). HUNT decides when the
   * task stops.
   *
   * @throws {HuntNotFoundError} if it does not exist
   */
  async cancel(taskId: string, options: CallOptions = {}): Promise<void> {
    const { signal } = requireKnownKeys(options, callKeys);
    await this.call("POST", "{id}/cancel", { params: { id: taskId }, signal });
  }

  /**
   * Returns the tasks that are running, and those that ended after a time, as the vendor's module shows them:
   * without archived tasks and those of real-time security.
   *
   * @param endedSince such as a day ago; a string is ISO 8601
   */
  recent(endedSince: Date | string, options: ListOptions = {}): Listing<UserTask> {
    const isRecent = [{ endedOn: null }, { endedOn: { gte: endedSince } }];
    // Without the second condition, `neq` would omit tasks without a type (PostgreSQL).
    const isListed = [{ type: { neq: "RTS" } }, { type: null }];
    return this.list({ where: { archived: false, and: [{ or: isListed }, { or: isRecent }] } }, options);
  }
}
