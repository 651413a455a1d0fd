import type { QuarantinedFile } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import type { WriteOptions } from "../http/request.js";
import { requireNonEmptyWhere } from "../query/normalize-where.js";
import type { Where } from "../query/filter.js";

/** The files in quarantine. The routes are those of HUNT's own OpenAPI document (seen live); what they answer is not public. */
export class QuarantinedFileCollection extends Collection<QuarantinedFile> {
  /**
   * Has agents delete the files that meet a condition, by `POST QuarantinedFiles/createDeleteFileJobs`; `client.jobs` tells
   * how it goes.
   *
   * @throws {HuntInputError} `input: "where"` when it is empty, which would mean all files
   */
  async deleteFiles(where: Where<QuarantinedFile>, options: WriteOptions = {}): Promise<void> {
    await this.act("deleteQuarantinedFiles", { where: requireNonEmptyWhere(where) }, options);
  }

  /** Has agents put files back where they were, by `POST QuarantinedFiles/createRestoreFileJobs`; as {@link deleteFiles}. */
  async restoreFiles(where: Where<QuarantinedFile>, options: WriteOptions = {}): Promise<void> {
    await this.act("restoreQuarantinedFiles", { where: requireNonEmptyWhere(where) }, options);
  }
}
