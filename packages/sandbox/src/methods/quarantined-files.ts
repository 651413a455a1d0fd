import type { ModelMethod } from "../remoting/shared-class.js";
import { createRow } from "../data/write.js";
import { forMatching } from "./for-matching.js";

/** What can be done with quarantined files (vendor): agents are given jobs. */
export const quarantinedFileMethods: readonly ModelMethod[] = [
  jobs("createDeleteFileJobs", "delete-file", "Has the files that match deleted: a job each."),
  jobs("createRestoreFileJobs", "restore-file", "Has the files that match put back: a job each."),
];

function jobs(name: string, type: string, summary: string): ModelMethod {
  return forMatching("QuarantinedFile", name, summary, (store, files) => {
    for (const { id, path, agentId } of files) {
      const data = { quarantinedFileId: id, path };
      createRow(store, store.definition("Job"), {
        type,
        state: "active",
        data,
        agentId,
        userTaskId: null,
        completedOn: null,
      });
    }
  });
}
