import type { Severity } from "@huntkit/core";
import type { PastTime } from "@huntkit/toolkit";
import type { Inputs } from "../inputs/inputs.js";
import { severities } from "../report/severities.js";

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
  const count = severities.findIndex((severity) => severity === failOnSeverity) + 1;
  return { severities: severities.slice(0, count), since, targetGroup, hostname };
}
