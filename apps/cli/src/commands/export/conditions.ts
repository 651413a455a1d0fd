import { type Model, models } from "@huntkit/catalog";
import { normalizeWhere, type PlainWhere } from "@huntkit/core/internal";
import { matchOneOf, matchPattern } from "@huntkit/toolkit";
import { combineFilters } from "../../lists/combine-filters.js";
import { listSpellings } from "../../lists/list-spellings.js";
import type { ValuesOf } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import type { options } from "./flags.js";

type Conditions = Pick<ValuesOf<typeof options>, "since" | "severity" | "host" | "where">;

/** The property that each flag filters by. */
const properties = { since: "createdOn", severity: "severity", host: "hostname" } as const;

/**
 * Requires that a model has the properties of the flags.
 *
 * @param model path of the model
 * @throws {UsageError} if it does not
 */
export function requireFilterable(model: string, { since, severity, host }: Conditions): void {
  const isGiven = { since: since !== undefined, severity: severity.length > 0, host: host !== undefined };
  for (const [flag, property] of Object.entries(properties))
    if (isGiven[flag as keyof typeof isGiven]) requireProperty(model, flag, property);
}

/**
 * Converts the flags to a condition, in a form that can be stored for a resumed export.
 *
 * @param model path of the model
 * @param now milliseconds since 1970
 */
export async function toExportWhere(
  model: string,
  { since, severity, host, where }: Conditions,
  now: number,
): Promise<PlainWhere | undefined> {
  const severities = listSpellings(findKnownModel(model)?.fields[properties.severity], severity);
  return normalizeWhere(
    await combineFilters({
      flags: {
        "--since": since && { [properties.since]: { gte: since(now) } },
        "--severity": matchOneOf(properties.severity, severities),
        "--host": matchPattern(properties.host, host),
      },
      where,
    }),
  );
}

/** Requires that a model has a property. Models that are not in the catalog are checked by the client. */
function requireProperty(model: string, flag: string, property: string): void {
  const known = findKnownModel(model);
  if (known === undefined || Object.hasOwn(known.fields, property)) return;
  throw new UsageError(
    `--${flag} cannot be used with ${known.route}, which does not have the property ${property}.`,
    "Remove it, or use --where.",
  );
}

function findKnownModel(path: string): Model | undefined {
  return Object.values<Model>(models).find(({ route }) => route.toLowerCase() === path.toLowerCase());
}
