import * as z from "zod/mini";
import { Collection } from "../collection.js";
import type { CallOptions } from "../http/request.js";
import { requireNonEmptyWhere } from "../query/normalize-where.js";
import type { Where } from "../query/filter.js";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A file that was taken out of harm's way. */
export const QuarantinedFile = z.looseObject({
  id,
  path: text,
  sha1: text,
  threatName: text,
  hostname: text,
  agentId: reference,
  organizationId: reference,
  quarantinedOn: time,
});
export type QuarantinedFile = z.infer<typeof QuarantinedFile>;

/** The files in quarantine. The routes are those of HUNT's own OpenAPI document (seen live); what they answer is not public. */
export class QuarantinedFileCollection extends Collection<QuarantinedFile> {
  /**
   * Has agents delete the files that meet a condition, by `POST QuarantinedFiles/createDeleteFileJobs`; `client.jobs` tells
   * how it goes.
   *
   * @throws {HuntInputError} `input: "where"` when it is empty, which would mean all files
   */
  async deleteFiles(where: Where<QuarantinedFile>, { signal }: CallOptions = {}): Promise<void> {
    await this.call("POST", "createDeleteFileJobs", {
      query: { where: requireNonEmptyWhere(where) },
      signal,
    });
  }

  /** Has agents put files back where they were, by `POST QuarantinedFiles/createRestoreFileJobs`; as {@link deleteFiles}. */
  async restoreFiles(where: Where<QuarantinedFile>, { signal }: CallOptions = {}): Promise<void> {
    await this.call("POST", "createRestoreFileJobs", {
      query: { where: requireNonEmptyWhere(where) },
      signal,
    });
  }
}

export const quarantinedFiles = defineModel("QuarantinedFiles", QuarantinedFile, QuarantinedFileCollection);
