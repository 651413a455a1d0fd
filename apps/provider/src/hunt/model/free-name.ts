import { findKnownRecords, findNameConflict } from "@huntkit/core/internal";
import { isUnknown, type Warn } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import { createExistsError } from "../sources.js";
import { requireNotBuiltIn } from "./built-in.js";
import type { AnyState } from "./definition.js";
import type { ModelMapping } from "./mapping.js";
import { toNoun } from "./names.js";

/** The part of a plan that decides about names. */
interface NamePlan {
  readonly prior: AnyState | null;
  readonly config: AnyState;
  readonly planned: AnyState;
  readonly client: Connection | undefined;
  readonly signal: AbortSignal;
  readonly warn: Warn;
}

/** What the catalog contains about the records of each route. Every plan of an object needs it. */
const recordsByRoute = new Map<string, ReturnType<typeof findKnownRecords>>();

function findRecords(route: string): ReturnType<typeof findKnownRecords> {
  const records = recordsByRoute.get(route) ?? findKnownRecords([route]);
  recordsByRoute.set(route, records);
  return records;
}

/**
 * Requires that no other object in HUNT has the planned name of a new or renamed object, regardless of case.
 * Otherwise, the apply would fail, or create a twin that other tools cannot tell apart. Objects of another parent, such
 * as locations of another organization, can have the name. Objects that Terraform manages do not count, because the
 * same apply might rename or destroy them. While it does, an apply cannot know that, so the very same name is only a
 * warning if HUNT accepts it.
 *
 * @throws {AttributeError} if there is one. The error explains how to import it.
 */
export async function requireFreeName(
  mapping: ModelMapping,
  { prior, config, planned, client, signal, warn }: NamePlan,
): Promise<void> {
  const { lookup, aliases = [], model, name: type } = mapping.definition;
  if (!client) return;
  if (prior) client.managedIds.add(String(prior["id"]));
  if (lookup !== "name" || aliases.length > 0) return;
  const { parent = "", fields } = findRecords(model.route);
  const place = mapping.attributeOf(parent);
  // A parent that the same apply creates has no objects yet.
  if (place !== undefined && isUnknown(config[place])) return;
  const { name } = planned;
  if (typeof name !== "string") return;
  const isMoved =
    place !== undefined && typeof planned[place] === "string" && planned[place] !== prior?.[place];
  if (name === prior?.["name"] && !isMoved) return;
  const rows = await client.names.find(model, name, signal);
  const others = rows.filter(
    (row) => !client.managedIds.has(String(row.id)) && !mapping.definition.isGone?.(row),
  );
  const record = { id: prior?.["id"], name, ...(place !== undefined && { [parent]: planned[place] }) };
  const other = findNameConflict(model.route, record, others);
  if (!other) return;
  requireNotBuiltIn(mapping.definition, { ...other });
  const error = createExistsError(other, { noun: toNoun(type), path: ["name"], what: "name" });
  if (fields?.["name"]?.unique || (other as { name?: unknown }).name !== name) throw error;
  warn(error.summary, error.detail, error.path);
}
