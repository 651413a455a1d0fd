import type { HuntClient, PolicyAssignment } from "@huntkit/core";
import { UsageError } from "../../program/errors.js";
import { stringFlag } from "../../program/flags.js";
import { recordGroups } from "../record/groups.js";
import { kinds } from "../record/kinds.js";
import { findRecord } from "../record/record-set.js";
import { getRecordName } from "../record/record-view.js";

/** The records that the commands about assignments name. */
export const policySet = { group: "policy", ...recordGroups.policy, kind: kinds.policy };

/** Flags that name what a policy is assigned to. */
export const assigneeFlags = {
  organization: stringFlag("name", "Organization, by name or ID. Its locations inherit the policy"),
  location: stringFlag("name", "Location, by name or ID"),
  deviceGroup: stringFlag("name", "Device group, by name or ID. Default: all other devices"),
};

/** What a policy is assigned to: devices of an organization or a location. */
export interface Assignee {
  readonly holder: "organization" | "location";
  readonly id: string;
  readonly name: string;
  /** The devices. Null for those that no more specific assignment covers. */
  readonly deviceGroup: { readonly id: string; readonly name: string } | null;
  readonly collection: HuntClient["organizations"] | HuntClient["locations"];
}

/** Values of {@link assigneeFlags}. */
export interface AssigneeOptions {
  readonly organization: string | undefined;
  readonly location: string | undefined;
  readonly deviceGroup: string | undefined;
}

/**
 * Requires exactly one of `--organization` and `--location`.
 *
 * @throws {UsageError} otherwise
 */
export function requireOneHolder({ organization, location }: AssigneeOptions): void {
  if (organization !== undefined && location !== undefined)
    throw new UsageError("--organization cannot be used with --location.", "Remove one of them.");
  if (organization === undefined && location === undefined)
    throw new UsageError(
      "Missing required flag --organization or --location.",
      "Name the organization or the location, for example --organization 'Lakeside Foods'.",
    );
}

/**
 * Finds what the flags name.
 *
 * @throws {CommandError} if a record does not exist, or if several have the name
 */
export async function findAssignee(
  client: HuntClient,
  { organization, location, deviceGroup }: AssigneeOptions,
  signal: AbortSignal,
): Promise<Assignee> {
  const find = async (group: "organization" | "location" | "device-group", wanted: string) => {
    const set = { group, ...recordGroups[group], kind: kinds[group] };
    const row = await findRecord(client, set, wanted, signal);
    return { id: row.id, name: getRecordName(row, set.kind) };
  };
  const holder = organization === undefined ? "location" : "organization";
  const found = await find(holder, (organization ?? location)!);
  return {
    ...found,
    holder,
    deviceGroup: deviceGroup === undefined ? null : await find("device-group", deviceGroup),
    collection: holder === "organization" ? client.organizations : client.locations,
  };
}

/** Returns the assignments of an organization or a location, without inherited ones. */
export async function listOwnAssignments(
  { holder, id, collection }: Assignee,
  signal: AbortSignal,
): Promise<PolicyAssignment[]> {
  const assignments = await collection.policyAssignments(id, { signal });
  if (holder === "organization") return assignments;
  const { isOwnAssignment } = await import("@huntkit/core/internal");
  return assignments.filter(isOwnAssignment);
}

/** Describes the devices that a policy is assigned to: `Kiosks of the location Lyon servers`. */
export function describeAssignee({ holder, name, deviceGroup }: Assignee): string {
  const place = `the ${holder} ${name}`;
  return deviceGroup === null ? place : `${deviceGroup.name} of ${place}`;
}
