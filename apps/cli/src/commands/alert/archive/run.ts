import { findContradiction, normalizeWhere } from "@huntkit/core/internal";
import { combineConditions, formatCount, type Conditions } from "@huntkit/toolkit";
import type { Alert, HuntClient } from "@huntkit/core";
import type { given } from "./flags.js";
import { combineFilters, createContradictionError } from "../../../lists/combine-filters.js";
import { confirmAffected, requireExpected } from "../../../lists/guard-flags.js";
import { checkSeveralHosts } from "../../../lists/known-host.js";
import { checkNames, createDoubtWarning } from "../../../lists/known-names.js";
import type { Context } from "../../../program/context.js";
import type { ValuesOf } from "../../../program/definition.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import { toAlertConditions } from "../alert-table.js";

/** Maximum number of IDs in one request. With more, the URL is too long for some servers. */
const maxIdsPerRequest = 100;

type ArchiveContext = Context<ValuesOf<typeof given.arguments>, ValuesOf<typeof given.options>>;

/** Archives or restores the selected alerts. */
export async function archiveAlerts(context: ArchiveContext): Promise<void> {
  const {
    args: { id: ids },
    options,
    getClient,
    out,
    signal,
    serverTime,
  } = context;
  const { undo } = options;
  const since = options.since?.(await serverTime());
  const conditions = await combineFilters({
    flags: {
      ...toAlertConditions(options),
      "--since": since === undefined ? undefined : { createdOn: { gte: since } },
    },
    where: options.where,
  });
  if (ids.length === 0 && Object.keys(conditions).length === 0)
    throw new UsageError(
      "No alerts specified.",
      "Specify IDs, or select alerts with --severity, --host, --source, --since, or --where.",
    );
  requireSelectableState(options);
  const client = await getClient();
  const { alerts, instance } = client;
  for (const id of ids) alerts.requireId(id);
  await alerts.requireProperties(combineConditions(conditions, { archived: undo }), { signal });
  const checkHosts = await checkSeveralHosts(client, options.host, signal);
  const lookup = { client, signal, warn: createDoubtWarning(out) };
  const checkEmptyNames = await checkNames({ route: alerts.route, where: conditions }, lookup);
  const found =
    ids.length > 0
      ? await findAlertsById(alerts, ids, conditions, signal)
      : await findAlerts(alerts, combineConditions(conditions, { archived: undo }), signal);
  if (found.length === 0) {
    await checkHosts();
    await checkEmptyNames();
  }
  const todo = found.filter(({ archived }) => (archived === true) === undo);
  if (todo.length < found.length)
    out.note(
      `Skipped ${formatCount(found.length - todo.length, "alert")}: ${undo ? "not archived" : "already archived"}.`,
    );
  if (todo.length > 0) {
    const count = formatCount(todo.length, "alert");
    const total = ids.length > 0 ? null : await alerts.count({ archived: undo }, { signal });
    await confirmAffected(
      context,
      { route: alerts.route, count: todo.length, total },
      undo ? `Restore ${count} at ${instance.name}` : `Archive ${count} at ${instance.name}`,
      todo.map(({ severity, hostname, name, description }) =>
        [severity, hostname, name, description].filter(Boolean).join("  "),
      ),
    );
    await archiveExactly(alerts, todo, context);
    out.note(`✓ ${undo ? "Restored" : "Archived"} ${count}.`);
  } else {
    await requireExpected(context, { route: alerts.route, count: found.length });
    out.note("Nothing to do.");
  }
  if (out.format !== "human")
    await out.rows(
      todo.map((alert) => ({ ...alert, archived: !undo })),
      [],
    );
}

/** @throws {UsageError} if `--where` selects only alerts that are already archived, or restored */
function requireSelectableState({ undo, where }: ArchiveContext["options"]): void {
  if (findContradiction({ archived: undo }, normalizeWhere(where) ?? {}) === undefined) return;
  throw undo
    ? createContradictionError("--undo", "archived")
    : new UsageError(
        "--where selects only alerts that are already archived.",
        "Remove the condition on archived, or set --undo to restore the alerts.",
      );
}

async function findAlerts(
  alerts: HuntClient["alerts"],
  where: Conditions,
  signal: AbortSignal,
): Promise<Alert[]> {
  return alerts.list({ where }, { signal, maxRows: Infinity }).toArray();
}

/**
 * Returns the alerts with these IDs that also match the conditions.
 *
 * @throws {CommandError} if one of them does not exist, or does not match
 */
export async function findAlertsById(
  alerts: HuntClient["alerts"],
  ids: readonly string[],
  conditions: Conditions,
  signal: AbortSignal,
): Promise<Alert[]> {
  const found: Alert[] = [];
  for (const some of splitIntoBatches([...new Set(ids)]))
    found.push(...(await findAlerts(alerts, combineConditions(conditions, { id: { inq: some } }), signal)));
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length === 0) return found;
  if (Object.keys(conditions).length > 0) {
    // Also throws if one of them does not exist.
    await findAlertsById(alerts, missing, {}, signal);
    throw new CommandError(
      `These alerts do not match the other filters: ${formatSome(missing)}. Nothing was changed.`,
      "Remove the other filters, or these IDs.",
    );
  }
  throw new CommandError(
    `Alerts not found: ${formatSome(missing)}. Nothing was changed.`,
    "Run `hunt alert list --state all` to list alerts with their IDs. Alerts older than about 30 days " +
      "cannot be archived or restored.",
  );
}

function formatSome(ids: readonly string[]): string {
  return `${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ` and ${ids.length - 5} more` : ""}`;
}

/** Changes exactly these alerts. Alerts that arrive in the meantime are not included. */
async function archiveExactly(
  alerts: HuntClient["alerts"],
  todo: readonly Alert[],
  { options: { undo }, progress, signal }: ArchiveContext,
): Promise<void> {
  const bar = progress(undo ? "Restoring" : "Archiving", "alerts");
  const guard = { onProgress: (done: number, count: number) => bar.update(done, count) };
  const where = { id: { inq: todo.map(({ id }) => id) } };
  try {
    await (undo ? alerts.unarchive(where, { guard, signal }) : alerts.archive(where, { guard, signal }));
  } finally {
    bar.stop();
  }
}

function splitIntoBatches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / maxIdsPerRequest) }, (_, at) =>
    all.slice(at * maxIdsPerRequest, (at + 1) * maxIdsPerRequest),
  );
}
