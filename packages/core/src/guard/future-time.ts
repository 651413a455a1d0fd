import type { Fields } from "@huntkit/catalog";
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
}

/**
 * Requires that a condition does not match only records that HUNT creates in the future. The clock of the client is
 * only a hint. The `Date` header of a request for the server's version decides.
 *
 * @param input name of the input, for the error
 * @throws {HuntInputError} `problem: "future"`
 */
export async function requirePast(
  input: string,
  where: PlainWhere,
  { route, fields }: KnownRecords,
  { send, now: getLocalTime }: TimeSource,
): Promise<void> {
  if (!fields || findFuture(where, fields, getLocalTime() + dayMs) === undefined) return;
  const now = await readHuntTime(send);
  const property = now === null ? undefined : findFuture(where, fields, now);
  if (now === null || property === undefined) return;
  throw new HuntInputError(
    input,
    "future",
    `${input}: no record can match, because HUNT itself sets ${property} in ${route}, and the condition requires a time ` +
      `after now, which is ${toIso(now)} in HUNT.`,
  );
}

/** Returns the time of HUNT's clock, in milliseconds since 1970; null if it is unknown. */
export function readHuntTime(send: Send): Promise<number | null> {
  return send({ path: "version" }).then(
    ({ headers }) => readDate(headers),
    () => null,
  );
}

/** Returns a property that HUNT would have to set to a time after now. */
function findFuture(where: PlainWhere, fields: Fields, now: number): string | undefined {
  const isSetByHunt = (name: string) => Object.hasOwn(fields, name) && fields[name]!.default === "now";
  const past = listProperties(where)
    .filter(isSetByHunt)
    .map((name) => ({ [name]: { lte: now } }));
  return past.length === 0 ? undefined : findContradiction({ and: past }, where, fields);
}
