import type { Store } from "../data/store.js";
import { createRow, patchRow, patchRows } from "../data/write.js";
import { requireRow, findRows, findMatching, findByIds } from "../query/find.js";
import type { Argument, ModelMethod } from "../remoting/shared-class.js";
import { FILTER, ID, getId, IDS, getList, SCAN_OPTIONS } from "./arguments.js";
import { PAGE_CAP } from "./read.js";

const NAME: Argument = { name: "name", source: "form", type: "string", required: true };
const LOCATION: Argument = { name: "locationId", source: "form", type: "string", required: true };
const ISOLATED: Argument = { name: "isolated", source: "form", type: "boolean", required: true };
const WHERE_IN_BODY: Argument = {
  name: "where",
  source: "form",
  type: "object",
  required: true,
  description: "Which agents; {} is all.",
};

/** What can be done with agents (vendor). Where it is not public what HUNT answers, they answer nothing: 204. */
export const agentMethods: readonly ModelMethod[] = [
  {
    name: "toggleIsolation",
    verb: "POST",
    path: "/toggleIsolation",
    summary: "Isolates agents, or lets them back. Unknown ids are passed over.",
    accepts: [IDS, ISOLATED],
    returns: "nothing",
    invoke: ({ store }, args) => updateAgents(store, getList(args, "ids"), { isolated: args["isolated"] }),
  },
  {
    name: "scan",
    verb: "POST",
    path: "/scan",
    summary: "Scans agents: starts a task.",
    accepts: [IDS, SCAN_OPTIONS],
    returns: "object",
    answers: { userTaskId: "string" },
    invoke: async ({ store, tasks, user }, args) => {
      const { createAgentScan } = await import("../tasks/scans.js");
      return {
        userTaskId: tasks.start(
          createAgentScan(store, findByIds(store, "Agent", getList(args, "ids")), args["options"]),
          user?.id,
        ),
      };
    },
  },
  {
    name: "uninstallAll",
    verb: "POST",
    path: "/uninstall",
    summary: "Uninstalls the agents that match.",
    accepts: [WHERE_IN_BODY],
    returns: "nothing",
    invoke: ({ store }, { where }) => {
      for (const { id } of findMatching(store, "Agent", where)) store.table("Agent").delete(id);
    },
  },
  {
    name: "uninstall",
    verb: "POST",
    path: "/:id/uninstall",
    summary: "Uninstalls an agent.",
    accepts: [ID],
    returns: "nothing",
    invoke: ({ store }, args) => {
      store.table("Agent").delete(requireRow(store, "Agent", getId(args)).id);
    },
  },
  {
    name: "rename",
    verb: "PATCH",
    path: "/:id/rename",
    summary: "Gives an agent another hostname.",
    accepts: [ID, NAME],
    returns: "object",
    invoke: ({ store }, args) =>
      patchRow(store, store.definition("Agent"), requireRow(store, "Agent", getId(args)).id, {
        hostname: args["name"],
      }),
  },
  {
    name: "retrieveLogs",
    verb: "POST",
    path: "/:id/retrieveLogs",
    summary: "Has an agent send its logs: a job.",
    accepts: [ID],
    returns: "nothing",
    invoke: ({ store }, args) => {
      const { id } = requireRow(store, "Agent", getId(args));
      createRow(store, store.definition("Job"), {
        type: "retrieve-logs",
        state: "active",
        data: {},
        agentId: id,
        userTaskId: null,
        completedOn: null,
      });
    },
  },
  {
    name: "assignTarget",
    verb: "POST",
    path: "/assignTarget",
    summary: "Moves agents to a location. Unknown ids are passed over.",
    accepts: [IDS, LOCATION],
    returns: "nothing",
    invoke: ({ store }, args) => {
      const { id } = requireRow(store, "Location", String(args["locationId"]));
      updateAgents(store, getList(args, "ids"), { locationId: id });
    },
  },
  {
    name: "isActive",
    verb: "GET",
    path: "/:id/isActive",
    summary: "Tells whether an agent is active.",
    accepts: [ID],
    returns: "object",
    answers: { isActive: "boolean" },
    invoke: ({ store }, args) => ({ isActive: requireRow(store, "Agent", getId(args))["active"] === true }),
  },
  {
    name: "scanHistory",
    verb: "GET",
    path: "/scanHistory",
    summary: "Which agents were scanned when: records of ScanHost.",
    accepts: [FILTER],
    returns: "list",
    answers: {
      hostname: "string",
      agentId: "string",
      scanId: "string",
      failed: "boolean",
      completedOn: "date",
    },
    invoke: ({ store }, { filter }) => findRows(store, store.definition("ScanHost"), filter, PAGE_CAP),
  },
];

function updateAgents(
  store: Store,
  ids: readonly string[],
  data: { readonly [property: string]: unknown },
): void {
  patchRows(store, store.definition("Agent"), findByIds(store, "Agent", ids), data);
}
