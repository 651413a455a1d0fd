import type { Row } from "../data/definition.js";
import { createHider } from "../data/instance.js";
import type { Store } from "../data/store.js";
import { createRow, patchRow, patchRows } from "../data/write.js";
import { listAgentPolicies } from "../models/policies.js";
import { requireRow, findRows } from "../query/find.js";
import type { Argument, ModelMethod } from "../remoting/shared-class.js";
import { FILTER, ID, getId, SCAN_OPTIONS } from "./arguments.js";
import { PAGE_CAP } from "./read.js";
import type { Work } from "../tasks/items.js";
import { toObject } from "../values.js";
import { findSelected, SELECTED_IDS, SELECTED_WHERE } from "./selection.js";

const NAME: Argument = { name: "name", source: "form", type: "string", required: true };
const TASK_NAME: Argument = { name: "taskName", source: "form", type: "string" };
const LOCATION: Argument = { name: "locationId", source: "form", type: "string", required: true };
const ISOLATED: Argument = { name: "isolated", source: "form", type: "boolean", required: true };

/** What can be done with agents (vendor). If it is not public what HUNT returns, they return nothing: 204. */
export const agentMethods: readonly ModelMethod[] = [
  {
    name: "toggleIsolation",
    verb: "POST",
    path: "/toggleIsolation",
    summary: "Isolates agents, or restores their network access. HUNT's own body is not public.",
    accepts: [SELECTED_WHERE, SELECTED_IDS, ISOLATED],
    returns: "nothing",
    invoke: ({ store }, args) => {
      updateAgents(store, findSelected(store, "Agent", args), { isolated: args["isolated"] });
    },
  },
  {
    name: "scan",
    verb: "POST",
    path: "/scan",
    summary: "Scans the agents that match: starts a task.",
    accepts: [SELECTED_WHERE, SCAN_OPTIONS, TASK_NAME],
    returns: "object",
    answers: { taskId: "string" },
    invoke: async ({ store, tasks }, args) => {
      const { createAgentScan } = await import("../tasks/scans.js");
      const agents = findSelected(store, "Agent", args);
      const work = recordAvScan(
        store,
        agents,
        args["options"],
        createAgentScan(store, agents, args["options"]),
      );
      const { taskName } = args;
      const name = typeof taskName === "string" && taskName !== "" ? taskName : work.name;
      return { taskId: tasks.start({ ...work, name }) };
    },
  },
  {
    name: "uninstallAll",
    verb: "POST",
    path: "/uninstall",
    summary: "Marks the agents that match for uninstallation.",
    accepts: [SELECTED_WHERE],
    returns: "nothing",
    invoke: ({ store }, args) => {
      markForUninstall(store, findSelected(store, "Agent", args));
    },
  },
  {
    name: "uninstall",
    verb: "POST",
    path: "/:id/uninstall",
    summary: "Marks an agent for uninstallation.",
    accepts: [ID],
    returns: "nothing",
    invoke: ({ store }, args) => {
      markForUninstall(store, [requireRow(store, "Agent", getId(args))]);
    },
  },
  {
    name: "rename",
    verb: "PATCH",
    path: "/:id/rename",
    summary: "Gives an agent another hostname.",
    accepts: [ID, NAME],
    returns: "object",
    invoke: ({ store }, args) => {
      const definition = store.definition("Agent");
      const { id } = requireRow(store, "Agent", getId(args));
      return createHider(definition)(patchRow(store, definition, id, { hostname: args["name"] }));
    },
  },
  {
    name: "retrieveLogs",
    verb: "POST",
    path: "/:id/retrieveLogs",
    summary: "Has an agent send its logs: a job.",
    accepts: [ID],
    returns: "nothing",
    invoke: ({ store }, args) => {
      createLogJob(store, requireRow(store, "Agent", getId(args)).id);
    },
  },
  {
    name: "retrieveLogsOfAll",
    verb: "POST",
    path: "/retrieveLogs",
    summary:
      "Has the agents that match send their logs: a job each. The route of 2021; its body is not public.",
    accepts: [SELECTED_WHERE, SELECTED_IDS],
    returns: "nothing",
    invoke: ({ store }, args) => {
      for (const { id } of findSelected(store, "Agent", args)) createLogJob(store, id);
    },
  },
  {
    name: "assignTarget",
    verb: "POST",
    path: "/assignTarget",
    summary: "Moves agents to a location. HUNT's own body is not public.",
    accepts: [SELECTED_WHERE, SELECTED_IDS, LOCATION],
    returns: "nothing",
    invoke: ({ store }, args) => {
      const { id } = requireRow(store, "Location", String(args["locationId"]));
      updateAgents(store, findSelected(store, "Agent", args), { locationId: id });
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
    name: "getAgentPolicies",
    verb: "GET",
    path: "/:id/getAgentPolicies",
    summary: "Lists the policies that apply to an agent.",
    accepts: [ID],
    returns: "list",
    answers: { id: "string", name: "string", type: "string", active: "boolean", disabled: "boolean" },
    invoke: ({ store }, args) => listAgentPolicies(store, requireRow(store, "Agent", getId(args))),
  },
  {
    name: "scanHistory",
    verb: "GET",
    path: "/scanHistory",
    summary: "Lists antivirus scans of agents: records of ScanHistoryTracking.",
    accepts: [FILTER],
    returns: "list",
    answers: {
      agentId: "string",
      scanType: "string",
      status: "string",
      scanTime: "date",
    },
    invoke: ({ store }, { filter }) =>
      findRows(store, store.definition("ScanHistoryTracking"), filter, PAGE_CAP),
  },
];

function updateAgents(
  store: Store,
  agents: readonly Row[],
  data: { readonly [property: string]: unknown },
): void {
  patchRows(store, store.definition("Agent"), agents, data);
}

/**
 * A quick or full scan is an antivirus scan, and AgentDetails then show when it ended (observed on a live
 * instance).
 */
function recordAvScan(store: Store, agents: readonly Row[], options: unknown, work: Work): Work {
  const { quickScan, fullScan } = toObject(options);
  if (quickScan !== true && fullScan !== true) return work;
  const lastAvScanType = fullScan === true ? "av-full-scan" : "av-quick-scan";
  return {
    ...work,
    finish: (ending) => {
      for (const { id } of agents) {
        const agent = store.table("Agent").get(id);
        if (agent?.["active"] !== true) continue;
        const scanTime = ending.endedOn;
        store.table("Agent").put({ ...agent, lastAvScanTime: scanTime, lastAvScanType });
        store.table("ScanHistoryTracking").put({
          id: ending.random.uuid(),
          agentId: id,
          scanType: fullScan === true ? "Full scan" : "Quick scan",
          status: "completed",
          createdOn: scanTime,
          scanTime,
        });
      }
      return work.finish(ending);
    },
  };
}

function createLogJob(store: Store, agentId: string): void {
  createRow(store, store.definition("Job"), {
    state: "active",
    data: { type: "retrieve-logs", agentId },
  });
}

/** HUNT keeps the agent, with its uninstallation pending (vendor). */
function markForUninstall(store: Store, agents: readonly Row[]): void {
  for (const agent of agents) store.table("Agent").put({ ...agent, markedForUninstall: true });
}
