import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** Values for the placeholders of a route. A property whose value is undefined is not sent. */
export type ActionInput = Readonly<Record<string, unknown>>;

/**
 * The route of an action, with its query and body. A value that is exactly `"{name}"` is replaced by that
 * input, of any type.
 */
export interface ActionRoute {
  readonly method: string;
  /** Path relative to the API base, such as `Agents/{id}/rename`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /**
   * How the route is known. `confirmed`: from a live instance, an instance's own OpenAPI document, the
   * vendor, or the user. `guess`: public sources disagree, or none shows it. HUNT might ignore a guessed
   * condition, and then act on every record.
   */
  readonly known: "confirmed" | "guess";
}

/** HUNT's web console sends a list of IDs without `inq` (observed on a live instance, `Agents/scan`). */
const theseAgents = { and: [{ id: "{ids}" }] };

const assignedPolicy = { policyId: "{policyId}", deviceGroupId: "{deviceGroupId}" };

/**
 * Default routes of the actions whose bodies are not all public. A guess also carries a `where` that is
 * limited to the IDs: the known bodies of these routes use one, and HUNT might read a missing `where` as all
 * records.
 */
export const defaultActionRoutes = {
  scanAgents: {
    method: "POST",
    path: "Agents/scan",
    body: { where: theseAgents, options: "{options}", taskName: "{taskName}" },
    known: "confirmed", // observed on a live instance
  },
  isolateAgents: {
    method: "POST",
    path: "Agents/toggleIsolation",
    body: { where: theseAgents, ids: "{ids}", isolated: true },
    known: "guess",
  },
  restoreAgents: {
    method: "POST",
    path: "Agents/toggleIsolation",
    body: { where: theseAgents, ids: "{ids}", isolated: false },
    known: "guess",
  },
  uninstallAgents: {
    method: "POST",
    path: "Agents/uninstall",
    body: { where: "{where}" },
    known: "confirmed", // the vendor's PowerShell module
  },
  uninstallAgent: {
    method: "POST",
    path: "Agents/{id}/uninstall",
    known: "confirmed", // in an instance's OpenAPI document, and it has no body
  },
  assignAgents: {
    method: "POST",
    path: "Agents/assignTarget",
    body: { where: theseAgents, ids: "{ids}", locationId: "{locationId}" },
    known: "guess",
  },
  renameAgent: { method: "PATCH", path: "Agents/{id}/rename", body: { name: "{name}" }, known: "guess" },
  retrieveAgentLogs: { method: "POST", path: "Agents/{id}/retrieveLogs", known: "guess" },
  archiveAlerts: {
    method: "POST",
    path: "Alerts/archive",
    query: { where: "{where}" },
    known: "confirmed", // in an instance's OpenAPI document
  },
  unarchiveAlerts: {
    method: "POST",
    path: "Alerts/unarchive",
    query: { where: "{where}" },
    known: "confirmed", // in an instance's OpenAPI document
  },
  respondToAlerts: {
    method: "POST",
    path: "Alerts/response",
    body: { where: "{where}", ids: "{ids}", options: "{options}" },
    known: "guess",
  },
  commentOnAlert: {
    method: "POST",
    path: "Alerts/{id}/comments",
    body: { value: "{value}" },
    known: "guess",
  },
  deleteQuarantinedFiles: {
    method: "POST",
    path: "QuarantinedFiles/createDeleteFileJobs",
    query: { where: "{where}" },
    known: "confirmed", // in an instance's OpenAPI document
  },
  restoreQuarantinedFiles: {
    method: "POST",
    path: "QuarantinedFiles/createRestoreFileJobs",
    query: { where: "{where}" },
    known: "confirmed", // in an instance's OpenAPI document
  },
  // The lists of these relations were observed on a live instance. The writes are LoopBack's standard ones.
  assignOrganizationPolicy: {
    method: "POST",
    path: "Organizations/{id}/policyAssignments",
    body: assignedPolicy,
    known: "guess",
  },
  changeOrganizationPolicy: {
    method: "PUT",
    path: "Organizations/{id}/policyAssignments/{assignmentId}",
    body: assignedPolicy,
    known: "guess",
  },
  removeOrganizationPolicy: {
    method: "DELETE",
    path: "Organizations/{id}/policyAssignments/{assignmentId}",
    known: "guess",
  },
  assignLocationPolicy: {
    method: "POST",
    path: "Locations/{id}/policyAssignments",
    body: assignedPolicy,
    known: "guess",
  },
  changeLocationPolicy: {
    method: "PUT",
    path: "Locations/{id}/policyAssignments/{assignmentId}",
    body: assignedPolicy,
    known: "guess",
  },
  removeLocationPolicy: {
    method: "DELETE",
    path: "Locations/{id}/policyAssignments/{assignmentId}",
    known: "guess",
  },
} as const satisfies Record<string, ActionRoute>;

/** The name of an action, such as `isolateAgents`. */
export type ActionName = keyof typeof defaultActionRoutes;

/** Custom routes by action. `known` defaults to `confirmed`. */
export type ActionRoutes = {
  readonly [Name in ActionName]?: Omit<ActionRoute, "known"> & Partial<Pick<ActionRoute, "known">>;
};

/** Returns the route of an action: the custom one if there is one, otherwise the default. */
export function getActionRoute(name: ActionName, stated: ActionRoutes = {}): ActionRoute {
  const own = stated[name];
  return own ? { known: "confirmed", ...own } : defaultActionRoutes[name];
}

/** The parts of a request that an action defines. The path is filled later, from `params`. */
export interface ActionRequest {
  method: string;
  path: string;
  params: Record<string, string>;
  query?: Record<string, unknown>;
  body?: Record<string, unknown>;
}

/** Replaces the placeholders of a route with values. */
export function fillActionRoute(route: ActionRoute, input: ActionInput): ActionRequest {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const params = Object.fromEntries(
    names.filter((name) => input[name] !== undefined).map((name) => [name, input[name] as string]),
  );
  return {
    method: route.method,
    path: route.path,
    params,
    ...(route.query && { query: fillObject(route.query, input) }),
    ...(route.body && { body: fillObject(route.body, input) }),
  };
}

function fillObject(template: object, input: ActionInput): Record<string, unknown> {
  const filled = Object.entries(template).map(([key, value]) => [key, fillValue(value, input)] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

function fillValue(template: unknown, input: ActionInput): unknown {
  if (typeof template === "string") {
    const [, name] = /^\{(\w+)\}$/.exec(template) ?? [];
    return name === undefined ? template : input[name];
  }
  if (Array.isArray(template)) return template.map((each: unknown) => fillValue(each, input));
  return typeof template === "object" && template !== null ? fillObject(template, input) : template;
}

/** Placeholders that limit an action to the requested records. */
const limits = ["{id}", "{ids}", "{where}"];

/**
 * Checks custom routes, which may come from JSON.
 *
 * @throws {HuntInputError} `input: "actionRoutes"`, `problem` `type`, `unknown`, or `missing`. A route
 *   without `{id}`, `{ids}`, or `{where}` would reach every record.
 */
export function requireActionRoutes(routes: ActionRoutes): ActionRoutes {
  for (const [name, route] of Object.entries(routes) as [string, Partial<ActionRoute> | undefined][]) {
    const shown = `actionRoutes.${escapeToSingleLine(name, 80)}`;
    if (!Object.hasOwn(defaultActionRoutes, name)) {
      const names = Object.keys(defaultActionRoutes).join(", ");
      throw new HuntInputError("actionRoutes", "unknown", `${shown}: unknown action. Use one of ${names}.`);
    }
    if (typeof route?.method !== "string" || typeof route.path !== "string")
      throw new HuntInputError("actionRoutes", "type", `${shown}: method and path are required strings.`);
    const sent = JSON.stringify([route.path.split("/"), route.query, route.body]);
    if (!limits.some((limit) => sent.includes(`"${limit}"`))) {
      const sentence = `${shown}: the route does not select any records. Use {id} in the path, or "{ids}" or "{where}" in the query or body.`;
      throw new HuntInputError("actionRoutes", "missing", sentence);
    }
  }
  return routes;
}
