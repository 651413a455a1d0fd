import { setTimeout as sleep } from "node:timers/promises";
import { isHuntError, isUuid, type Alert, type HuntClient } from "@huntkit/core";
import { quoteForShell } from "@huntkit/core/escape";
import type { options as flags } from "./flags.js";
import { warnOfUnknownHost } from "../../../lists/known-host.js";
import { readSince } from "../../../lists/list-flags.js";
import { formatLocalTime } from "../../../lists/time-column.js";
import { escapeForTerminal, padText, terminalText } from "../../../output/escape.js";
import type { Output } from "../../../output/output.js";
import { truncate } from "../../../output/table.js";
import type { Context } from "../../../program/context.js";
import type { ValuesOf } from "../../../program/definition.js";
import { alertColumns, paintSeverity, toAlertWhere } from "../alert-table.js";
import { advanceMark, saveMark, readMark, type Mark } from "./watch-state.js";
import { createInterruptError } from "../../../program/errors.js";

/** What may pass: HUNT is looked at again later. */
const transientCodes = new Set([
  "HUNT_CONNECTION",
  "HUNT_TIMEOUT",
  "HUNT_SERVER",
  "HUNT_RATE_LIMIT",
  "HUNT_PROTOCOL",
]);

/** Prints alerts as they come. Ctrl+C ends it, and is told how to go on. */
export async function watchAlerts({
  options,
  getClient,
  out,
  signal,
  now,
}: Context<object, ValuesOf<typeof flags>>): Promise<void> {
  const { state, once, interval } = options;
  const client = await getClient();
  await warnOfUnknownHost(client, options.host, out, signal);
  const earlier = state === undefined ? null : await readMark(state, client.instance.name);
  let mark = earlier ?? (await createStartMark(client, options.since, now(), signal));
  // From the beginning on: whatever ends this, the next run begins here.
  if (earlier === null) await keep();
  // What is older than some weeks is kept apart: it can only be what the first look is about.
  let archive = options.since !== undefined || earlier !== null;
  if (!once) out.note(`Watching ${client.instance.name}. Press Ctrl+C to stop.`);
  try {
    for (;;) {
      await look();
      if (once) return;
      await sleep(interval * 1_000, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw createInterruptError(
      `Continue with: hunt alert watch ${state === undefined ? `--since ${quoteForShell(mark.last)}` : `--state ${quoteForShell(state)}`}`,
    );
  }

  /** Prints what is new, and keeps how far that went. */
  async function look(): Promise<void> {
    try {
      for await (const alert of client.alerts.listSince(mark.last, {
        where: toAlertWhere(options),
        archive,
        maxRows: Infinity,
        signal,
      })) {
        if (mark.seen.includes(alert.id)) continue;
        await printAlert(alert, out, now());
        mark = advanceMark(mark, alert);
      }
      archive = false;
    } catch (error) {
      if (once || signal.aborted || !isHuntError(error) || !transientCodes.has(error.code)) throw error;
      out.note(`${error.message} Retrying in ${interval} s.`);
    } finally {
      await keep();
    }
  }

  async function keep(): Promise<void> {
    if (state !== undefined) await saveMark(state, client.instance.name, mark);
  }
}

/** From the newest alert on, by HUNT's own clock: that of this machine may go wrong. */
async function createStartMark(
  { alerts }: HuntClient,
  since: string | undefined,
  now: number,
  signal: AbortSignal,
): Promise<Mark> {
  if (since !== undefined)
    return { last: isUuid(since) ? since.toLowerCase() : readSince(since, "--since")(now), seen: [] };
  const newest = await alerts
    .list({ fields: ["createdOn"], order: "createdOn DESC", limit: 1 }, { signal })
    .first();
  const last = newest?.createdOn ?? new Date(0).toISOString();
  const others = newest
    ? await alerts.list({ where: { createdOn: last }, fields: ["createdOn"] }, { signal }).toArray()
    : [];
  return { last, seen: others.map(({ id }) => id) };
}

/** A line for people in a terminal, where no table can know what is still to come. */
async function printAlert(alert: Alert, out: Output, now: number): Promise<void> {
  if (out.format !== "human") return out.withFormat("ndjson").rows([alert], []);
  if (!out.terminal.isTTY) return out.rows([alert], alertColumns({ terminal: out.terminal, now }));
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
