import { policyAssignment, type PolicyAssignment } from "@huntkit/catalog";
import * as z from "zod/mini";
import { Collection } from "../collection.js";
import { toZod } from "../http/to-zod.js";
import { callKeys, type CallOptions } from "../http/request.js";
import type { Row } from "../paging/page.js";
import { requireKnownKeys } from "../errors/require-known-keys.js";
import { toSchema } from "./schema.js";

/** The records of a model that policies are assigned to: organizations and locations. */
export class AssignedCollection<T extends Row> extends Collection<T> {
  /**
   * Returns the policies that are assigned to an organization or a location, with `GET
   * Organizations/{id}/policyAssignments` (observed on a live instance). For a location, this includes the
   * policies that it inherits: `isOverride` is false for these.
   *
   * @throws {HuntNotFoundError} if the record does not exist
   */
  policyAssignments(id: T["id"], options: CallOptions = {}): Promise<PolicyAssignment[]> {
    const { signal } = requireKnownKeys(options, callKeys);
    const schema = z.array(toZod(toSchema<PolicyAssignment>(policyAssignment.fields)));
    return this.call("GET", "{id}/policyAssignments", { params: { id }, schema, signal });
  }
}
