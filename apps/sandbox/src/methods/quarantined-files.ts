import type { OwnMethod } from "../data/definition.js";
import { createRow } from "../data/write.js";
import { REQUIRED_WHERE } from "./arguments.js";
import { matching } from "./records.js";

/** What can be done with quarantined files (vendor): agents are given jobs. */
export const quarantinedFileMethods: readonly OwnMethod[] = [
  jobs("createDeleteFileJobs", "delete-file", "Has the files that match deleted: a job each."),
  jobs("createRestoreFileJobs", "restore-file", "Has the files that match put back: a job each."),
];

function jobs(name: string, type: string, summary: string): OwnMethod {
  return {
    name,
    verb: "POST",
    path: `/${name}`,
    summary,
    accepts: [REQUIRED_WHERE],
    returns: "object",
    answers: { count: "number" },
    invoke: ({ store }, { where }) => {
      const files = matching(store, "QuarantinedFile", where);
      for (const { id, path, agentId } of files) {
        const data = { quarantinedFileId: id, path };
        createRow(store, store.definition("Job"), { type, state: "active", data, agentId, userTaskId: null, completedOn: null });
      }
      return { count: files.length };
    },
  };
}
