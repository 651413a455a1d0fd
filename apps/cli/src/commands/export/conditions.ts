import { models } from "@huntkit/catalog";
import { normalizeWhere, type PlainWhere } from "@huntkit/core";
import { combineConditions, matchOneOf, matchPattern } from "@huntkit/toolkit";
import type { ValuesOf } from "../../program/definition.js";
import { UsageError } from "../../program/errors.js";
import type { options } from "./flags.js";

type Conditions = Pick<ValuesOf<typeof options>, "since" | "severity" | "host" | "where">;

/** The property that each flag is about. */
const properties = { since: "createdOn", severity: "severity", host: "hostname" } as const;

/**
 * Returns the condition that the flags mean, in the form in which it can be stored and resumed.
 *
 * @param model path of the model
 * @param now milliseconds since 1970
 * @throws {UsageError} for a flag about a property that the model does not have
 */
export function toExportWhere(model: string, given: Conditions, now: number): PlainWhere | undefined {
  const { since, severity, host, where } = given;
  const isGiven = { since: since !== undefined, severity: severity.length > 0, host: host !== undefined };
  for (const [flag, property] of Object.entries(properties))
    if (isGiven[flag as keyof typeof isGiven]) requireProperty(model, flag, property);
  return normalizeWhere(
    combineConditions(
      since && { [properties.since]: { gte: since(now) } },
      matchOneOf(properties.severity, severity),
      matchPattern(properties.host, host),
      where,
    ),
  );
}

/** HUNT has models that the catalog does not know. The client checks their properties. */
function requireProperty(model: string, flag: string, property: string): void {
  const known = Object.values(models).find(({ route }) => route.toLowerCase() === model.toLowerCase());
  if (known === undefined || Object.hasOwn(known.fields, property)) return;
  throw new UsageError(
    `--${flag} cannot be used with ${known.route}, which have no property ${property}.`,
    `Remove it, or write a condition in --where.`,
  );
}
