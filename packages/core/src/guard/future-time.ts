import type { Warn } from "../http/hooks.js";
import type { Field, Fields } from "@huntkit/catalog";
import { clockToleranceMs, dayMs, toIso } from "../dates.js";
import { HuntInputError } from "../errors/hunt-error.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { listProperties } from "./condition.js";
import { findContradiction } from "./find-contradiction.js";
import { readHuntTime, type TimeSource } from "./hunt-clock.js";
import type { KnownRecords } from "./known-models.js";

/** What is necessary to check the times in a condition. */
interface TimeCheck extends TimeSource {
  /** Reports a condition that probably matches nothing. */
  readonly warn: Warn;
}

/** Whose clock sets a field. */
type Clock = NonNullable<Field["past"]>;

/** How far the clock of a host may be ahead, in milliseconds. */
const hostToleranceMs = dayMs;

/**
 * Requires that a condition does not match only records of the future. The clock of the client is only a hint. The
 * `Date` header of a request for the server's version decides, with {@link clockToleranceMs}. The clock of a host can be
 * wrong, so a time that a host sets is a warning.
 *
 * @param input name of the input, for the error
 * @throws {HuntInputError} `problem: "future"`
 */
export async function requirePast(
  input: string,
  where: PlainWhere,
  { route, fields }: KnownRecords,
  { warn, ...source }: TimeCheck,
): Promise<void> {
  if (!fields) return;
  const findOfHunt = (now: number) => findFuture(where, fields, ["hunt"], now + clockToleranceMs);
  const findOfHost = (now: number) => findFuture(where, fields, ["hunt", "host"], now + hostToleranceMs);
  const isFuture = (now: number) => findOfHunt(now) !== undefined || findOfHost(now) !== undefined;
  const local = source.now();
  if (!isFuture(local)) return;
  const { offsetMs } = source.clock;
  if (offsetMs !== undefined && !isFuture(local + offsetMs)) return;
  // The clock of the client can have changed.
  const now = await readHuntTime(source);
  if (now === null) return;
  const property = findOfHunt(now);
  if (property !== undefined)
    throw new HuntInputError(
      input,
      "future",
      `${input}: no record can match, because HUNT itself sets ${property} in ${route}, and the condition requires a time ` +
        `after now, which is ${toIso(now)} in HUNT.`,
    );
  const doubtful = findOfHost(now);
  if (doubtful !== undefined)
    warn(
      `${input}: the condition on ${doubtful} in ${route} requires a time after now, which is ${toIso(now)} in HUNT, ` +
        "so it matches only records of hosts whose clock is wrong. Check the date.",
    );
}

/**
 * Returns a property that one of the clocks would have to set to a time after now; undefined if there is none, or no time
 * at all matches.
 */
export function findFuture(
  where: PlainWhere,
  fields: Fields,
  clocks: readonly Clock[],
  now: number,
): string | undefined {
  const past = listProperties(where)
    .filter((name) => isSetBy(clocks, Object.hasOwn(fields, name) ? fields[name] : undefined))
    .map((name) => ({ or: [{ [name]: null }, { [name]: { lte: now } }] }));
  const property = past.length === 0 ? undefined : findContradiction({ and: past }, where, fields);
  const isPossible = property !== undefined && findContradiction(where, where, fields) === undefined;
  return isPossible ? property : undefined;
}

function isSetBy(clocks: readonly Clock[], field: Field | undefined): boolean {
  const clock = field?.default === "now" ? "hunt" : field?.past;
  return clock !== undefined && clocks.includes(clock);
}
