import { policyAssignment, type PolicyAssignment } from "@huntkit/catalog";
import type { ActionName } from "../actions/action-routes.js";
import { Collection } from "../collection.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { requireArgument } from "../errors/require-argument.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";
import { deleteOnce } from "../http/may-have-executed.js";
import { callKeys, type CallOptions } from "../http/request.js";
import { describeInvalidId, isUuid } from "../ids.js";
import type { Row } from "../paging/page.js";
import { toListSchema, toSchema } from "./schema.js";

/** A policy, and the devices that it is assigned to. */
export interface PolicyForDevices {
  policyId: string;
  /** The device group. Null, the default, means the devices that no more specific assignment covers. */
  deviceGroupId?: string | null | undefined;
}

/** The names of the actions that write, by the route of the model. */
const actions: Readonly<Record<string, Readonly<Record<"assign" | "change" | "remove", ActionName>>>> = {
  Organizations: {
    assign: "assignOrganizationPolicy",
    change: "changeOrganizationPolicy",
    remove: "removeOrganizationPolicy",
  },
  Locations: {
    assign: "assignLocationPolicy",
    change: "changeLocationPolicy",
    remove: "removeLocationPolicy",
  },
};

/** The records of a model that policies are assigned to: organizations and locations. */
export class AssignedCollection<T extends Row> extends Collection<T> {
  /**
   * Returns the policies that are assigned to an organization or a location, with `GET
   * Organizations/{id}/policyAssignments` (observed on a live instance). For a location, this includes the
   * policies that it inherits: `assignedTo` is `ORG` for these.
   *
   * @throws {HuntNotFoundError} if the record does not exist
   */
  policyAssignments(id: T["id"], options: CallOptions = {}): Promise<PolicyAssignment[]> {
    const { signal } = requireKnownKeys(options, callKeys);
    const schema = toListSchema(toSchema<PolicyAssignment>(policyAssignment.fields));
    return this.call("GET", "{id}/policyAssignments", { params: { id }, schema, signal });
  }

  /**
   * Assigns a policy to an organization or a location. The request is LoopBack's standard one for a relation, and
   * was never tried on a live HUNT instance.
   *
   * @returns ID of the assignment; null if the response does not have one. A new row of
   *   {@link policyAssignments} then proves the assignment.
   * @throws {HuntInputError} if an ID is not a UUID
   */
  async assignPolicy(
    id: T["id"],
    policy: PolicyForDevices,
    options: CallOptions = {},
  ): Promise<{ policyAssignmentId: string | null }> {
    const { signal } = requireKnownKeys(options, callKeys);
    this.requireId(id);
    const input = { id, ...requirePolicy(policy) };
    return {
      policyAssignmentId: findAssignmentId(await this.act(this.#action("assign"), input, { signal })),
    };
  }

  /** Changes the policy or the device group of an assignment. The request is assumed, as in {@link assignPolicy}. */
  async changePolicyAssignment(
    id: T["id"],
    assignmentId: string,
    policy: PolicyForDevices,
    options: CallOptions = {},
  ): Promise<void> {
    const { signal } = requireKnownKeys(options, callKeys);
    this.requireId(id);
    const input = { id, assignmentId: requireUuid("assignmentId", assignmentId), ...requirePolicy(policy) };
    await this.act(this.#action("change"), input, { idempotent: true, signal });
  }

  /**
   * Removes an assignment. The policy itself remains. The request is assumed, as in {@link assignPolicy}.
   *
   * @throws {HuntNotFoundError} if it does not exist
   */
  async removePolicyAssignment(id: T["id"], assignmentId: string, options: CallOptions = {}): Promise<void> {
    const { signal } = requireKnownKeys(options, callKeys);
    this.requireId(id);
    const input = { id, assignmentId: requireUuid("assignmentId", assignmentId) };
    const action = { name: this.#action("remove"), input };
    await deleteOnce(() => this.send({ path: "", action, signal }), {
      method: "DELETE",
      path: `${this.route}/${id}/policyAssignments/${assignmentId}`,
    });
  }

  #action(verb: "assign" | "change" | "remove"): ActionName {
    return actions[this.route]![verb];
  }
}

function requirePolicy(policy: PolicyForDevices): PolicyForDevices {
  requireArgument("policy", policy, "object");
  const { policyId, deviceGroupId = null } = requireKnownKeys(
    policy,
    { policyId: true, deviceGroupId: true },
    "policy",
  );
  return {
    policyId: requireUuid("policyId", policyId, "Policies"),
    deviceGroupId:
      deviceGroupId === null ? null : requireUuid("deviceGroupId", deviceGroupId, "DeviceGroups"),
  };
}

function requireUuid(input: string, id: string, route = policyAssignment.route): string {
  if (isUuid(requireArgument(input, id, "string"))) return id;
  throw new HuntInputError(input, "format", `${input}: ${describeInvalidId(id, route)}`);
}

/** Returns the ID of an assignment in a response, which LoopBack names `id`, and HUNT in its lists otherwise. */
function findAssignmentId(response: unknown): string | null {
  const { policyAssignmentId, id } = Object(response) as Record<string, unknown>;
  return ([policyAssignmentId, id].find((each) => typeof each === "string" && each !== "") as string) ?? null;
}
