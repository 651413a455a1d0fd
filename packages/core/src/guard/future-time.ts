import type { Field, Fields } from "@huntkit/catalog";
import { dayMs, toIso } from "../dates.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { readDate } from "../http/headers.js";
import type { Send } from "../http/request.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { listProperties } from "./condition.js";
import { findContradiction } from "./find-contradiction.js";
import type { KnownRecords } from "./known-models.js";

/** What is necessary to know HUNT's time. */
interface TimeSource {
  readonly send: Send;
  /** Returns the time of the client's clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Reports a condition that probably matches nothing. */
  readonly warn: (message: string) => void;
}

/** Whose clock sets a field. */
type Clock = NonNullable<Field["past"]>;

/**
 * Requires that a condition does not match only records of the future. The clock of the client is only a hint. The
 * `Date` header of a request for the server's version decides. The clock of a host can be wrong, so a time that a
 * host sets is a warning.
 *
 * @param input name of the input, for the error
 * @throws {HuntInputError} `problem: "future"`
 */
export async function requirePast(
  input: string,
  where: PlainWhere,
  { route, fields }: KnownRecords,
  { send, now: getLocalTime, warn }: TimeSource,
): Promise<void> {
  if (!fields || findFuture(where, fields, ["hunt", "host"], getLocalTime() + dayMs) === undefined) return;
  const now = await readHuntTime(send);
  if (now === null) return;
  const property = findFuture(where, fields, ["hunt"], now);
  if (property !== undefined)
    throw new HuntInputError(
      input,
      "future",
      `${input}: no record can match, because HUNT itself sets ${property} in ${route}, and the condition requires a time ` +
        `after now, which is ${toIso(now)} in HUNT.`,
    );
  const doubtful = findFuture(where, fields, ["hunt", "host"], now + dayMs);
  if (doubtful !== undefined)
    warn(
      `${input}: the condition on ${doubtful} in ${route} requires a time after now, which is ${toIso(now)} in HUNT, ` +
        "so it matches only records of hosts whose clock is wrong. Check the date.",
    );
}

/** Returns the time of HUNT's clock, in milliseconds since 1970; null if it is unknown. */
export function readHuntTime(send: Send): Promise<number | null> {
  return send({ path: "version" }).then(
    ({ headers }) => readDate(headers),
    () => null,
  );
}

/** Returns a property that one of the clocks would have to set to a time after now. */
export function findFuture(
  where: PlainWhere,
  fields: Fields,
  clocks: readonly Clock[],
  now: number,
): string | undefined {
  const past = listProperties(where)
    .filter((name) => isSetBy(clocks, Object.hasOwn(fields, name) ? fields[name] : undefined))
    .map((name) => ({ or: [{ [name]: null }, { [name]: { lte: now } }] }));
  return past.length === 0 ? undefined : findContradiction({ and: past }, where, fields);
}

function isSetBy(clocks: readonly Clock[], field: Field | undefined): boolean {
  const clock = field?.default === "now" ? "hunt" : field?.past;
  return clock !== undefined && clocks.includes(clock);
}
