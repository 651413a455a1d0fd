import type { TokenHealth } from "@huntkit/core";

/** Whole days left at which people are told anew. */
const thresholds = [30, 14, 7, 1] as const;

/** How near a token's end is: 0 while none of the thresholds is reached, then their count so far. The last stage is a token that is dead. */
export type Stage = number;

export const expiredStage: Stage = thresholds.length + 1;

/**
 * The stage of a token that still works.
 *
 * @param daysLeft whole days, rounded down
 */
export function toStage(daysLeft: number): Stage {
  return thresholds.filter((days) => daysLeft <= days).length;
}

/** The checked token with its stage where it is healthy: another run, with larger `warn-days`, may have told of it. None for one that is endless. */
export function getAcceptedStages({ status, fingerprint, daysLeft }: TokenHealth): Record<string, Stage> {
  return status === "healthy" && daysLeft !== null ? { [fingerprint]: toStage(daysLeft) } : {};
}

/** The stage of a token that needs somebody's attention; null for one that does not, or of which too little is known. */
export function getAlarmStage(health: TokenHealth): Stage | null {
  if (health.status === "expired" || health.status === "rejected") return expiredStage;
  return health.status === "expiring" ? toStage(health.daysLeft) : null;
}
