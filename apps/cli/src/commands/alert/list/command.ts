import type { Conditions } from "@huntkit/toolkit";
import {
  alertFilters,
  toAlertConditions,
  alertColumns,
  alertSchema,
  stateConditions,
} from "../alert-table.js";
import { groupFlag, requireHostInGroup, toGroupCondition } from "../group-filter.js";
import { combineFilters } from "../../../lists/combine-filters.js";
import { checkSeveralHosts } from "../../../lists/known-host.js";
import { listFlags, sinceFlag } from "../../../lists/list-flags.js";
import { readTableView } from "../../../lists/time-column.js";
import { printRows } from "../../../lists/print-rows.js";
import { listSchema } from "../../../lists/record-schema.js";
import type { SharedOptions } from "../../../program/context.js";
import { defineCommand, type ValuesOf } from "../../../program/definition.js";
import { UsageError } from "../../../program/errors.js";
import { booleanFlag, choiceFlag, fileFlag } from "../../../program/flags.js";
import type { Environment } from "../../../program/system.js";

export default defineCommand({
  description: `List alerts, newest first. By default, this only lists open alerts, unless \`--where\` has a condition on \`archived\`.

HUNT moves alerts older than about 30 days to a separate archive. The list includes it if \`--since\` starts before that, or if \`--where\` has a condition on \`createdOn\`. Otherwise, it only contains current alerts. To list only the archive, use \`--from-archive\`.

With \`--format\`, the alerts are printed as a report: SARIF for GitHub code scanning, JUnit XML for the test reports of CI systems, a Code Quality report for GitLab, or Markdown for a comment. A report contains all matching alerts unless you set \`--limit\`. In GitHub Actions and GitLab CI, SARIF and Code Quality reports refer to the file of the pipeline. Otherwise, set \`--location\`.`,
  options: {
    ...alertFilters,
    group: groupFlag,
    since: sinceFlag("Filter by time: 30m, 24h, 7d, or an ISO 8601 time"),
    state: { ...choiceFlag(["open", "archived", "all"], "Filter by state"), fallback: "open" },
    fromArchive: booleanFlag("List only alerts from the archive"),
    ...listFlags,
    location: fileFlag("file", "File in the repository that SARIF and Code Quality reports refer to"),
    exitCode: booleanFlag("Exit with code 3 if any alert matches"),
  },
  examples: [
    {
      line: "hunt alert list --severity high,critical --since 24h",
      does: "List severe alerts of the last day",
    },
    {
      line: "hunt alert list --host 'WS-LEI-*' --all --ndjson > leipzig.ndjson",
      does: "Save all alerts of some hosts, one per line",
    },
    {
      line: "hunt alert list --severity critical --since 1h --exit-code",
      does: "Fail a pipeline if there are critical alerts",
    },
    {
      line: "hunt alert list --severity high,critical --format junit > hunt.xml",
      does: "Write a test report in which each severe alert is a failed test",
    },
  ],
  schema: listSchema("HUNT alerts", alertSchema),
  formats: ["sarif", "junit", "code-quality", "markdown"],
  exitCodes: [3],
  async run(context) {
    const { options, getClient, serverTime, signal, env } = context;
    const report = await readReport(options, env);
    const { chooseTables, selectTables } = await import("./tables.js");
    const since = options.since?.(await serverTime());
    const group = await toGroupCondition(options.group, context);
    const where = await toWhere({ ...options, since, group });
    const tables = await chooseTables(where, options, serverTime);
    const client = await getClient();
    const checkHosts = await checkSeveralHosts(client, options.host, signal);
    const checkEmpty = async () => {
      await checkHosts();
      await requireHostInGroup(client, group, options.host, signal);
    };
    const count = await printRows(
      selectTables(client, tables),
      { where, order: "createdOn DESC" },
      alertColumns(await readTableView(context)),
      "alerts",
      context,
      { checkEmpty, formatReport: report && ((alerts) => report(alerts, client.instance.name)) },
    );
    return options.exitCode && count > 0 ? 3 : 0;
  },
});

interface AlertSelection extends ValuesOf<typeof alertFilters> {
  /** ISO 8601. */
  readonly since: string | undefined;
  readonly state: keyof typeof stateConditions | undefined;
  /** The condition of `--group`. */
  readonly group: Conditions | undefined;
}

function toWhere({ since, state, group, ...filters }: AlertSelection): Promise<Conditions> {
  return combineFilters({
    flags: {
      "--state": state && stateConditions[state],
      "--group": group,
      "--since": since === undefined ? undefined : { createdOn: { gte: since } },
      ...toAlertConditions(filters),
    },
    defaults: state === undefined ? [stateConditions.open] : [],
    where: filters.where,
  });
}

/** Checks the flags of a report before a request is sent. Returns undefined without `--format`. */
async function readReport(
  { format, location }: Pick<SharedOptions, "format"> & { readonly location: string | undefined },
  env: Environment,
) {
  if (format === undefined) {
    if (location === undefined) return undefined;
    throw new UsageError(
      "--location has no effect without --format.",
      "Set --format sarif or --format code-quality, or remove --location.",
    );
  }
  const { createAlertReport } = await import("./report.js");
  return createAlertReport(format, location, env);
}
