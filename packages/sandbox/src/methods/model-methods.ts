import { createHash } from "node:crypto";
import { policyAssignment } from "@huntkit/catalog";
import { listPolicyAssignments } from "../models/policy-assignments.js";
import { createRow } from "../data/write.js";
import { requireRow } from "../query/find.js";
import type { ModelMethod } from "../remoting/shared-class.js";
import { createBulkMethod, ID, getId } from "./arguments.js";
import { agentMethods } from "./agents.js";
import { alertMethods } from "./alerts.js";
import { reportMethods } from "./reports.js";
import { targetMethods } from "./targets.js";
import { findUserById, login, logout } from "./users.js";

/** Creates `GET /{model}/{id}/LatestVersion`: the body of an extension or a rule, and its SHA-256. */
function createLatestVersionMethod(model: string): ModelMethod {
  return {
    name: "latestVersion",
    verb: "GET",
    path: "/:id/LatestVersion",
    summary: `Returns the latest body of a record of ${model}.`,
    accepts: [ID],
    returns: "object",
    answers: { body: "string", sha256: "string" },
    invoke: ({ store }, args) => {
      const body = String(requireRow(store, model, getId(args))["body"]);
      return { body, sha256: createHash("sha256").update(body).digest("hex") };
    },
  };
}

/** The methods of quarantined files (vendor). They create jobs for agents. */
const quarantinedFileMethods: readonly ModelMethod[] = [
  createJobMethod("createDeleteFileJobs", "delete-file", "Creates a job to delete each matching file."),
  createJobMethod("createRestoreFileJobs", "restore-file", "Creates a job to restore each matching file."),
];

function createJobMethod(name: string, type: string, summary: string): ModelMethod {
  return createBulkMethod("QuarantinedFile", name, summary, (store, files) => {
    for (const { id, path, agentId } of files) {
      const data = { type, agentId, quarantinedFileId: id, path };
      createRow(store, store.definition("Job"), { state: "active", data });
    }
  });
}

/** The methods of user tasks (vendor). */
const userTaskMethods: readonly ModelMethod[] = [
  {
    name: "cancel",
    verb: "POST",
    path: "/:id/cancel",
    summary: "Cancels a task immediately. A task that has ended is not changed.",
    accepts: [ID],
    returns: "nothing",
    invoke: ({ tasks }, args) => tasks.cancel(getId(args)),
  },
];

/**
 * Creates the route that lists the policies of an organization or a location (observed live). The routes that
 * write are those of the relation.
 */
function createAssignmentMethod(model: "Organization" | "Location"): ModelMethod {
  return {
    name: "policyAssignments",
    verb: "GET",
    path: "/:id/policyAssignments",
    summary: `Lists the policies that are assigned to a record of ${model}.`,
    accepts: [ID],
    returns: "list",
    answers: Object.fromEntries(
      Object.entries(policyAssignment.fields).map(([name, { type }]) => [name, type]),
    ),
    invoke: ({ store }, args) => {
      const { id, organizationId } = requireRow(store, model, getId(args));
      return model === "Organization"
        ? listPolicyAssignments(store, id)
        : listPolicyAssignments(store, String(organizationId), id);
    },
  };
}

/**
 * The methods of a model in addition to those of every persisted model, by the model's name. Routes match
 * them first.
 */
export const modelMethods: Readonly<Record<string, readonly ModelMethod[]>> = {
  Agent: agentMethods,
  Alert: alertMethods,
  Extension: [createLatestVersionMethod("Extension")],
  Location: [createAssignmentMethod("Location")],
  Organization: [createAssignmentMethod("Organization")],
  QuarantinedFile: quarantinedFileMethods,
  Report: reportMethods,
  Rule: [createLatestVersionMethod("Rule")],
  Target: targetMethods,
  UserTask: userTaskMethods,
  user: [login, logout, findUserById],
};
