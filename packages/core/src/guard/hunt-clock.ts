import { readDate } from "../http/headers.js";
import type { Send } from "../http/request.js";

/** What earlier requests showed of HUNT's clock. */
export interface ClockState {
  /** Difference of HUNT's clock from the client's, in milliseconds; undefined if it is unknown. */
  offsetMs?: number;
}

/** What is necessary to know HUNT's time. */
export interface TimeSource {
  readonly send: Send;
  /** Returns the time of the client's clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly clock: ClockState;
}

/** Returns the time of HUNT's clock, in milliseconds since 1970; null if it is unknown. */
export async function readHuntTime({ send, now, clock }: TimeSource): Promise<number | null> {
  const time = await send({ path: "version" }).then(
    ({ headers }) => readDate(headers),
    () => null,
  );
  if (time !== null) clock.offsetMs = time - now();
  return time;
}

/** Returns the difference of HUNT's clock from the client's, in milliseconds. An unknown one is 0. */
export async function findOffset(source: TimeSource): Promise<number> {
  if (source.clock.offsetMs === undefined) await readHuntTime(source);
  return source.clock.offsetMs ?? 0;
}
