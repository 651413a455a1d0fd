import { HuntInputError, type Severity } from "@huntkit/core";
import { parsePastTime, pastTimeForms, type PastTime } from "@huntkit/toolkit";
import { readText } from "../inputs/read.js";
import { severities } from "../report/severities.js";

/** Which alerts are not to be. */
export interface Gate {
  /** The worst first. */
  severities: Severity[];
  since: PastTime;
  /** Id or name. */
  targetGroup: string | undefined;
  hostname: string | undefined;
}

/**
 * Reads the inputs of the gate.
 *
 * @param now milliseconds since 1970
 * @throws {HuntInputError} that names the first that cannot be used
 */
export function readGate(now: number): Gate {
  const threshold = readText("fail-on-severity");
  const gate = {
    since: readText("since"),
    targetGroup: readText("target-group"),
    hostname: readText("hostname"),
  };
  if (threshold === undefined) {
    const name = gate.since ? "since" : gate.targetGroup ? "target-group" : "hostname";
    throw new HuntInputError(
      name,
      "combination",
      `${name}: it says which alerts fail-on-severity looks at, and that is not there. Add fail-on-severity: high, or leave ${name} out.`,
    );
  }
  const place = severities.findIndex((severity) => severity === threshold.toLowerCase());
  if (place < 0) {
    throw new HuntInputError(
      "fail-on-severity",
      "unknown",
      `fail-on-severity: HUNT has no severity "${threshold}". Write low, medium, high or critical; worse ones count as well.`,
    );
  }
  return { ...gate, severities: severities.slice(0, place + 1), since: toSince(gate.since ?? "24h", now) };
}

function toSince(text: string, now: number): PastTime {
  const time = parsePastTime(text);
  if (time === null)
    throw new HuntInputError(
      "since",
      "date",
      `since: "${text}" is no time. Write ${pastTimeForms}, or a time such as 2026-03-31T09:30:00Z.`,
    );
  if ("atMs" in time && time.atMs > now)
    throw new HuntInputError(
      "since",
      "future",
      `since: ${text} is in the future (UTC), so no alert would ever count.`,
    );
  return time;
}
