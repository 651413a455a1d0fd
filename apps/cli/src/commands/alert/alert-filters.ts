import type { Alert, Where } from "@huntkit/core";
import { severitiesWorstFirst } from "@huntkit/toolkit";
import { allOf, among, matching } from "../../lists/lookup.js";
import { where } from "../../lists/list-flags.js";
import type { ValuesOf } from "../../program/definition.js";
import { choices, text } from "../../program/flags.js";

/** The flags that choose alerts. */
export const alertFilters = {
  severity: choices(severitiesWorstFirst, "Only these severities, between commas"),
  host: text("name", "Only those on this host; * stands for any part of its name"),
  source: choices(["rule", "reputation", "compliance", "extension"], "Only what these have found"),
  where,
};

/** What the flags mean, in LoopBack's words; undefined where none was given. */
export function toWhere({
  severity,
  host,
  source,
  where: conditions,
}: ValuesOf<typeof alertFilters>): Where<Alert> | undefined {
  const all = allOf(
    among("severity", severity),
    matching("hostname", host),
    among("sourceType", source),
    conditions,
  );
  return Object.keys(all).length > 0 ? all : undefined;
}
