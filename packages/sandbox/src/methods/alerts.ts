import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { patchRows } from "../data/write.js";
import { LoopBackError } from "../loopback-error.js";
import { findMatching, findByIds } from "../query/find.js";
import type { Argument, Arguments, ModelMethod } from "../remoting/shared-class.js";
import { createBulkMethod, IDS, getList, SCAN_OPTIONS } from "./arguments.js";

const SOME_IDS: Argument = {
  name: IDS.name,
  source: IDS.source,
  type: IDS.type,
  description: "The alerts; or else where.",
};
const SOME_WHERE: Argument = {
  name: "where",
  source: "form",
  type: "object",
  description: "Which alerts; or else ids.",
};

/** What can be done with alerts (vendor). */
export const alertMethods: readonly ModelMethod[] = [
  createArchiveMethod("archive", true, "Archives the alerts that match."),
  createArchiveMethod("unarchive", false, "Takes the alerts that match out of the archive."),
  {
    name: "response",
    verb: "POST",
    path: "/response",
    summary: "Responds on the agents of alerts: starts a task.",
    accepts: [SOME_IDS, SOME_WHERE, SCAN_OPTIONS],
    returns: "object",
    answers: { userTaskId: "string" },
    invoke: async ({ store, tasks, user }, args) => {
      const { createAgentResponse } = await import("../tasks/scans.js");
      const agentIds = findAlerts(store, args).map(({ agentId }) => String(agentId));
      return {
        userTaskId: tasks.start(
          createAgentResponse(store, findByIds(store, "Agent", agentIds), args["options"]),
          user?.id,
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

function findAlerts(store: Store, args: Arguments): Row[] {
  const { ids, where } = args;
  if (ids !== undefined && ids !== null) return findByIds(store, "Alert", getList(args, "ids"));
  if (where === undefined || where === null)
    throw new LoopBackError(400, "ids or where is a required argument");
  return findMatching(store, "Alert", where);
}
