import { findNameConflict } from "@huntkit/core/internal";
import type { Connection } from "../connection.js";
import { createExistsError } from "../sources.js";
import type { AnyDefinition, AnyState } from "./definition.js";
import { toNoun } from "./names.js";

/** The part of a plan that decides about names. */
interface NamePlan {
  readonly prior: AnyState | null;
  readonly planned: AnyState;
  readonly client: Connection | undefined;
  readonly signal: AbortSignal;
}

/**
 * Requires that no other object in HUNT has the planned name of a new or renamed object, regardless of case.
 * Otherwise, the apply would fail, or create a twin that other tools cannot tell apart. Objects that Terraform manages
 * do not count, because the same apply might rename or destroy them.
 *
 * @throws {AttributeError} if there is one. The error explains how to import it.
 */
export async function requireFreeName(
  { hasUniqueName, model, name: type }: AnyDefinition,
  { prior, planned, client, signal }: NamePlan,
): Promise<void> {
  if (!client || !hasUniqueName) return;
  if (prior) client.managedIds.add(String(prior["id"]));
  const { name } = planned;
  if (typeof name !== "string" || name === prior?.["name"]) return;
  const rows = await client.names.find(model, name, signal);
  const unmanaged = rows.filter((row) => !client.managedIds.has(String(row.id)));
  const other = findNameConflict(model.route, { id: prior?.["id"], name }, unmanaged);
  if (other) throw createExistsError(other, { noun: toNoun(type), path: ["name"], what: "name" });
}
