import type { Row } from "../data/definition.js";
import { createHider } from "../data/instance.js";
import type { Store } from "../data/store.js";
import { createRow, patchRow, patchRows } from "../data/write.js";
import { listAgentPolicies } from "../models/policy-assignments.js";
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

/** The methods of agents (vendor). If HUNT's response is not public, they return 204. */
export const agentMethods: readonly ModelMethod[] = [
  {
    name: "toggleIsolation",
    verb: "POST",
    path: "/toggleIsolation",
    summary: "Isolates agents, or restores their network access. The body that HUNT expects is not public.",
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
    summary: "Starts a task that scans the matching agents.",
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
    summary: "Marks the matching agents for uninstallation.",
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
    summary: "Changes the hostname of an agent.",
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
    summary: "Creates a job for an agent to send its logs.",
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
      "Creates a job for each matching agent to send its logs. Route of 2021, whose body is not public.",
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
    summary: "Moves agents to a location. The body that HUNT expects is not public.",
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
    summary: "Returns whether an agent is active.",
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
 * Records a quick or full scan as an antivirus scan. AgentDetails then show when it ended (observed on a live
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

/** Marks agents for uninstallation. HUNT keeps them until then (vendor). */
function markForUninstall(store: Store, agents: readonly Row[]): void {
  for (const agent of agents) store.table("Agent").put({ ...agent, markedForUninstall: true });
}
