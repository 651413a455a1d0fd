import type { QuarantinedFile } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { requireWriteKeys, type WriteOptions } from "../http/request.js";
import { requireNonEmptyWhere } from "../query/normalize-where.js";
import type { Where } from "../query/filter.js";

/**
 * The records of `client.quarantinedFiles`. The routes are from HUNT's own OpenAPI document (observed on a
 * live instance). Their responses are not public.
 */
export class QuarantinedFileCollection extends Collection<QuarantinedFile> {
  /**
   * Deletes the quarantined files that match a condition, with `POST QuarantinedFiles/createDeleteFileJobs`.
   * Agents delete them later: see `client.jobs` for the progress.
   *
   * @throws {HuntInputError} `input: "where"` if it is empty, which would match all files
   */
  async deleteFiles(where: Where<QuarantinedFile>, options: WriteOptions = {}): Promise<void> {
    requireWriteKeys(options, {});
    await this.act("deleteQuarantinedFiles", { where: requireNonEmptyWhere(where) }, options);
  }

  /**
   * Restores quarantined files to their original paths, with `POST QuarantinedFiles/createRestoreFileJobs`.
   * Works like {@link deleteFiles}.
   */
  async restoreFiles(where: Where<QuarantinedFile>, options: WriteOptions = {}): Promise<void> {
    requireWriteKeys(options, {});
    await this.act("restoreQuarantinedFiles", { where: requireNonEmptyWhere(where) }, options);
  }
}
