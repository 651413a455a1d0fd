import { severitiesWorstFirst } from "@huntkit/toolkit";
import type { Alert, Where } from "@huntkit/core";
import { combineConditions, matchOneOf, matchPattern } from "../../lists/lookup.js";
import { where } from "../../lists/list-flags.js";
import type { ValuesOf } from "../../program/definition.js";
import { choiceListFlag, stringFlag } from "../../program/flags.js";

/** The flags that choose alerts. */
export const alertFilters = {
  severity: choiceListFlag(severitiesWorstFirst, "Only these severitiesWorstFirst, between commas"),
  host: stringFlag("name", "Only those on this host; * stands for any part of its name"),
  source: choiceListFlag(["rule", "reputation", "compliance", "extension"], "Only what these have found"),
  where,
};

/** What the flags mean, in LoopBack's words; undefined where none was given. */
export function toAlertWhere({
  severity,
  host,
  source,
  where: conditions,
}: ValuesOf<typeof alertFilters>): Where<Alert> | undefined {
  const all = combineConditions(
    matchOneOf("severity", severity),
    matchPattern("hostname", host),
    matchOneOf("sourceType", source),
    conditions,
  );
  return Object.keys(all).length > 0 ? all : undefined;
}
