import { alerts } from "@huntkit/catalog";
import { type Alert, severities } from "@huntkit/core";
import type { Conditions } from "@huntkit/toolkit";
import * as z from "zod/mini";
import { combineFilters } from "../../../lists/combine-filters.js";
import { readSince } from "../../../lists/list-flags.js";
import type { Listable } from "../../../lists/print-rows.js";
import { stateConditions, toAlertConditions } from "../../alert/alert-table.js";
import { toGroupCondition } from "../../alert/group-filter.js";
import { chooseTables, selectTables } from "../../alert/list/tables.js";
import { described, group, hosts, since, where, withDefault, word, words } from "../inputs.js";
import type { Call } from "../tool.js";

/** The inputs that select alerts. */
export const alertInputs = {
  severity: words(severities, "Only these severities"),
  host: hosts,
  group,
  source: words(alerts.fields.sourceType.values, "Only alerts of these sources"),
  since,
  where,
};

/** The states of alerts. */
const states = ["open", "archived", "all"] as const;

/** The input that selects alerts by their state. */
export function stateInput(fallback: (typeof states)[number]) {
  const schema = withDefault(z.enum(states), fallback);
  return word(states, described(schema, "Only open alerts, only archived alerts, or all alerts"));
}

const selection = z.object({ ...alertInputs, state: z.optional(z.enum(states)) });

/** The values of {@link alertInputs}. */
export type AlertSelection = z.output<typeof selection>;

/**
 * Returns the condition of a selection of alerts.
 *
 * @throws {CommandError} if the target group does not exist, or the time is not valid
 */
export async function toAlertCondition(
  input: AlertSelection,
  { client, signal, readTime }: Pick<Call, "client" | "signal" | "readTime">,
): Promise<Conditions> {
  const toIsoTime = input.since === undefined ? undefined : readSince(input.since, "since");
  const from = toIsoTime?.(await readTime());
  const { severity = [], host, source = [], state } = input;
  return combineFilters({
    // With the names of the flags, as in the commands. Messages then name the inputs instead.
    flags: {
      ...toAlertConditions({ severity, host, source }),
      "--group": await toGroupCondition(input.group, { getClient: async () => client, signal }),
      "--since": from === undefined ? undefined : { createdOn: { gte: from } },
      "--state": state && stateConditions[state],
    },
    where: input.where,
  });
}

/** Returns the alerts of a condition, also from HUNT's archive of old alerts if it can contain some. */
export async function selectAlertTables(
  condition: Conditions,
  { client, readTime }: Pick<Call, "client" | "readTime">,
): Promise<Listable<Alert>> {
  const tables = await chooseTables(condition, { since: undefined, fromArchive: false }, readTime);
  return selectTables(client, tables);
}
