import { patchRows } from "../data/write.js";
import { findByIds } from "../query/find.js";
import type { ModelMethod } from "../remoting/shared-class.js";
import { createBulkMethod, SCAN_OPTIONS } from "./arguments.js";
import { findSelected, SELECTED_IDS, SELECTED_WHERE } from "./selection.js";

/** The methods of alerts (vendor). */
export const alertMethods: readonly ModelMethod[] = [
  createArchiveMethod("archive", true, "Archives the matching alerts."),
  createArchiveMethod("unarchive", false, "Restores the matching alerts from the archive."),
  {
    name: "response",
    verb: "POST",
    path: "/response",
    summary: "Starts a task that runs a response on the agents of alerts.",
    accepts: [SELECTED_WHERE, SELECTED_IDS, SCAN_OPTIONS],
    returns: "object",
    answers: { userTaskId: "string" },
    invoke: async ({ store, tasks }, args) => {
      const { createAgentResponse } = await import("../tasks/scans.js");
      const agentIds = findSelected(store, "Alert", args).map(({ agentId }) => String(agentId));
      return {
        userTaskId: tasks.start(
          createAgentResponse(store, findByIds(store, "Agent", agentIds), args["options"]),
        ),
      };
    },
  },
];

function createArchiveMethod(name: string, archived: boolean, summary: string): ModelMethod {
  return createBulkMethod("Alert", name, summary, (store, rows) =>
    patchRows(store, store.definition("Alert"), rows, { archived }),
  );
}
