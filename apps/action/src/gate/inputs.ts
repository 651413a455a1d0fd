import type { Severity } from "@huntkit/core";
import { listSeveritiesFrom, type PastTime } from "@huntkit/toolkit";
import type { Inputs } from "../inputs/inputs.js";

/** The alerts that fail the step. */
export interface Gate {
  /** The worst first. */
  severities: Severity[];
  since: PastTime;
  /** ID or name. */
  targetGroup: string | undefined;
  hostname: string | undefined;
}

/** Converts the inputs of the gate, which `fail-on-severity` enables. */
export function toGate({ failOnSeverity, since, targetGroup, hostname }: Inputs): Gate {
  const severities = failOnSeverity === undefined ? [] : listSeveritiesFrom(failOnSeverity);
  return { severities, since, targetGroup, hostname };
}
