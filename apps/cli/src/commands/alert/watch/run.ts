import { setTimeout as sleep } from "node:timers/promises";
import { isHuntError, type Alert, type HuntClient } from "@huntkit/core";
import { isUuid, parseInstant } from "@huntkit/core/internal";
import { quoteForShell } from "@huntkit/core/escape";
import { formatCount } from "@huntkit/toolkit";
import type { options as flags } from "./flags.js";
import { combineFilters } from "../../../lists/combine-filters.js";
import { warnOfUnknownHost } from "../../../lists/known-host.js";
import { createDoubtWarning, warnOfUnknownNames } from "../../../lists/known-names.js";
import { readSince } from "../../../lists/list-flags.js";
import { formatLocalTime, readTableView } from "../../../lists/time-column.js";
import { escapeForTerminal, padText, terminalText } from "../../../output/escape.js";
import { truncate } from "../../../output/table.js";
import type { Context } from "../../../program/context.js";
import type { ValuesOf } from "../../../program/definition.js";
import { alertColumns, paintSeverity, toAlertConditions } from "../alert-table.js";
import { OVERLAP_MS, readMark, WatchMark } from "./watch-state.js";
import { createInterruptError } from "../../../program/errors.js";

/** Errors that may be temporary. The command polls again after them. */
const transientCodes = new Set([
  "HUNT_CONNECTION",
  "HUNT_TIMEOUT",
  "HUNT_SERVER",
  "HUNT_RATE_LIMIT",
  "HUNT_PROTOCOL",
]);

/** Prints alerts as they arrive. After Ctrl+C, the message shows how to continue. */
export async function watchAlerts({
  options,
  getClient,
  out,
  signal,
  serverTime,
  stdin,
}: Context<object, ValuesOf<typeof flags>>): Promise<void> {
  const { state, once, interval } = options;
  const where = await combineFilters({ flags: toAlertConditions(options), where: options.where });
  const client = await getClient();
  await warnOfUnknownHost(client, options.host, out, signal);
  const lookup = { client, signal, warn: createDoubtWarning(out) };
  await warnOfUnknownNames({ route: client.alerts.route, archive: true, where: options.where }, lookup);
  const earlier = state === undefined ? null : await readMark(state, client.instance.name);
  const mark = earlier ?? (await createStartMark(client, options.since, serverTime, signal));
  // Even if this run fails, the next one starts here.
  if (earlier === null) await saveMark();
  // HUNT keeps alerts older than some weeks in an archive. Only the first poll can be about them.
  let archive = options.since !== undefined || earlier !== null;
  if (!once) out.note(`Watching ${client.instance.name}. Press Ctrl+C to stop.`);
  try {
    for (;;) {
      const count = await poll();
      if (once) return noteIfNone(count);
      await sleep(interval * 1_000, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw createInterruptError(
      `Continue with: hunt alert watch ${state === undefined ? `--since ${quoteForShell(mark.last)}` : `--state ${quoteForShell(state)}`}`,
    );
  }

  /** Prints a note for a person. cron would send it by email after each run, so it gets one only about a mistake. */
  function noteIfNone(count: number): void {
    if (count > 0) return;
    const found = `No new alerts at ${client.instance.name}.`;
    if (state === undefined && options.since === undefined)
      out.note(
        `${found} --once starts at the newest alert. To include earlier alerts, add --since or --state.`,
      );
    else if (stdin.isTTY === true) out.note(found);
  }

  /** Prints new alerts, including those that appear late, and stores the last one. Returns their number. */
  async function poll(): Promise<number> {
    let count = 0;
    try {
      for await (const alert of client.alerts.listSince(mark.readFrom, {
        where,
        archive,
        maxRows: Infinity,
        signal,
      })) {
        if (mark.hasSeen(alert.id)) continue;
        await printAlert(alert, { out, serverTime });
        mark.add(alert);
        count++;
      }
      archive = false;
    } catch (error) {
      if (once || signal.aborted || !isHuntError(error) || !transientCodes.has(error.code)) throw error;
      out.note(`${error.message} Retrying in ${formatCount(interval, "second")}.`);
    } finally {
      await saveMark();
    }
    return count;
  }

  async function saveMark(): Promise<void> {
    if (state !== undefined) await mark.save(state, client.instance.name);
  }
}

/** Creates a mark at the newest alert, by HUNT's clock, because the clock of this machine can be wrong. */
async function createStartMark(
  { alerts }: HuntClient,
  since: string | undefined,
  serverTime: Context["serverTime"],
  signal: AbortSignal,
): Promise<WatchMark> {
  if (since !== undefined && isUuid(since)) {
    const id = since.toLowerCase();
    const createdOn = await alerts.getCreationTime(id, { signal });
    return new WatchMark(createdOn, createdOn, [[id, createdOn]]);
  }
  if (since !== undefined) return new WatchMark(readSince(since, "--since")(await serverTime()));
  const fields = ["createdOn"] as const;
  const newest = await alerts.list({ fields, order: "createdOn DESC", limit: 1 }, { signal }).first();
  const last = newest?.createdOn ?? new Date(0).toISOString();
  // Existing alerts of the overlap are not new.
  const from = new Date((parseInstant(last) ?? 0) - OVERLAP_MS).toISOString();
  const others = await alerts.list({ where: { createdOn: { gte: from } }, fields }, { signal }).toArray();
  return new WatchMark(
    from,
    last,
    others.map(({ id, createdOn }) => [id, createdOn ?? last]),
  );
}

/** Prints one line per alert in a terminal. A table would have to know the width of later alerts. */
async function printAlert(alert: Alert, context: Pick<Context, "out" | "serverTime">): Promise<void> {
  const { out } = context;
  if (out.format !== "human") return out.withFormat("ndjson").rows([alert], []);
  if (!out.terminal.isTTY) return out.rows([alert], alertColumns(await readTableView(context)));
  const { severity, createdOn, hostname, name, description, id } = alert;
  const time = escapeForTerminal(formatLocalTime(createdOn));
  const word = padText(escapeForTerminal(severity ?? ""), 8);
  const end = escapeForTerminal(id);
  const what = escapeForTerminal(
    [hostname, [name, description].filter(Boolean).join(": ")].filter(Boolean).join("  "),
  );
  const room = Math.max(20, out.terminal.width - time.length - word.length - end.length - 6);
  const { colors } = out;
  const painted = paintSeverity(word, severity, colors);
  await out.raw(terminalText`${colors.dim(time)}  ${painted}  ${truncate(what, room)}  ${colors.dim(end)}\n`);
}
