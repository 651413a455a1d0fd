import { LoopBackError } from "../loopback-error.js";
import { requireRow } from "../query/find.js";
import type { Argument, ModelMethod } from "../remoting/shared-class.js";
import { toObject, asText } from "../values.js";
import { ID, getId, getList, SCAN_OPTIONS } from "./arguments.js";

const HOSTS: Argument = {
  name: "where",
  source: "form",
  type: "object",
  description: "Condition on the addresses of the group. Default: all hosts.",
};
const QUERIES: Argument = {
  name: "queries",
  source: "form",
  type: "array",
  required: true,
  description: "The IDs of discovery queries.",
};
const HOST: Argument = {
  name: "target",
  source: "form",
  type: "string",
  required: true,
  description: "A hostname or an IP address.",
};
const GROUP: Argument = {
  name: "targetGroup",
  source: "form",
  type: "object",
  required: true,
  description: "The target group, as {id}.",
};
const CREDENTIAL: Argument = {
  name: "credential",
  source: "form",
  type: "object",
  description: "The credential for Windows, as {id}.",
};
const SSH_CREDENTIAL: Argument = {
  name: "sshcredential",
  source: "form",
  type: "object",
  description: "The credential for SSH, as {id}.",
};

/** The methods of target groups (vendor). */
export const targetMethods: readonly ModelMethod[] = [
  {
    name: "scan",
    verb: "POST",
    path: "/:id/scan",
    summary: "Starts a task that scans the hosts of a target group. Returns null if no host matches.",
    accepts: [ID, SCAN_OPTIONS, HOSTS],
    returns: "object",
    answers: { userTaskId: "string" },
    invoke: async ({ store, tasks }, args) => {
      const group = requireRow(store, "Target", getId(args));
      const { createGroupScan } = await import("../tasks/scans.js");
      const work = createGroupScan(store, group, args["where"], args["options"]);
      return work && { userTaskId: tasks.start(work) };
    },
  },
  {
    name: "enumerate",
    verb: "POST",
    path: "/:id/Enumerate",
    summary: "Starts a task that discovers hosts with queries of a target group.",
    accepts: [ID, QUERIES],
    returns: "object",
    answers: { userTaskId: "string" },
    invoke: async ({ store, tasks }, args) => {
      const group = requireRow(store, "Target", getId(args));
      const queries = [...new Set(getList(args, "queries"))].map((id) => requireRow(store, "Query", id));
      const other = queries.find(({ targetId }) => targetId !== group.id);
      if (other !== undefined)
        throw new LoopBackError(400, `The query '${other.id}' does not belong to this target group.`);
      const { createEnumerationWork } = await import("../tasks/enumeration.js");
      return { userTaskId: tasks.start(createEnumerationWork(store, group, queries)) };
    },
  },
  {
    name: "scanHost",
    verb: "POST",
    path: "/scan",
    summary:
      "Starts a task that scans one host of any group. " +
      "Returns 500 if no active agent or accessible address has that name.",
    accepts: [HOST, GROUP, CREDENTIAL, SSH_CREDENTIAL, SCAN_OPTIONS],
    returns: "object",
    answers: { scanTaskId: "string" },
    invoke: async ({ store, tasks }, args) => {
      const group = requireRow(store, "Target", requireReference(args["targetGroup"], "targetGroup"));
      for (const name of [CREDENTIAL.name, SSH_CREDENTIAL.name]) {
        if (args[name] !== undefined && args[name] !== null)
          requireRow(store, "Credential", requireReference(args[name], name));
      }
      const { createHostScan } = await import("../tasks/scans.js");
      return {
        scanTaskId: tasks.start(createHostScan(store, group, String(args["target"]), args["options"])),
      };
    },
  },
];

function requireReference(value: unknown, name: string): string {
  const id = asText(toObject(value)["id"]);
  if (id === undefined) throw new LoopBackError(400, `${name} must be an object with an 'id'.`);
  return id;
}
