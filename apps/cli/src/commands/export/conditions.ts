import { models } from "@huntkit/catalog";
import { normalizeWhere, type PlainWhere } from "@huntkit/core/internal";
import { combineConditions, matchOneOf, matchPattern } from "@huntkit/toolkit";
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
 * @param now milliseconds since 1970
 */
export function toExportWhere(
  { since, severity, host, where }: Conditions,
  now: number,
): PlainWhere | undefined {
  return normalizeWhere(
    combineConditions(
      since && { [properties.since]: { gte: since(now) } },
      matchOneOf(properties.severity, severity),
      matchPattern(properties.host, host),
      where,
    ),
  );
}

/** Requires that a model has a property. Models that are not in the catalog are checked by the client. */
function requireProperty(model: string, flag: string, property: string): void {
  const known = Object.values(models).find(({ route }) => route.toLowerCase() === model.toLowerCase());
  if (known === undefined || Object.hasOwn(known.fields, property)) return;
  throw new UsageError(
    `--${flag} cannot be used with ${known.route}, which does not have the property ${property}.`,
    "Remove it, or use --where.",
  );
}
