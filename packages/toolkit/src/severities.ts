import { severities, type Severity } from "@huntkit/core";

/** HUNT's severities, the worst first. */
export const severitiesWorstFirst: readonly Severity[] = severities.toReversed();

/** Returns a severity and those that are worse, the worst first. */
export function listSeveritiesFrom(least: Severity): Severity[] {
  return severitiesWorstFirst.slice(0, severitiesWorstFirst.indexOf(least) + 1);
}
