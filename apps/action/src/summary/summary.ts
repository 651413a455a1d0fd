import type { HuntClient } from "@huntkit/core";
import {
  agentDimensions,
  getTimeZone,
  readAgents,
  readAlerts,
  resolvePastTime,
  summarizeAgents,
  summarizeAlerts,
  type Summary,
} from "@huntkit/toolkit";
import { formatSummarySection } from "@huntkit/toolkit/reports/summary";
import { type Context, type FeatureStep, requireUsableToken } from "../feature.js";
import { findScope, requireHost, toCondition, type Scope } from "../gate/scope.js";
import { addToSummary, logInfo } from "../report/runner-output.js";

/** Maximum number of rows of a ranking. */
const top = 10;

/** Creates the step that adds the numbers of alerts and agents to the job summary. */
export function prepare({ env, inputs, signal }: Context): FeatureStep {
  return requireUsableToken("Summary", async ({ hunt, health }) => {
    const now = health === null ? hunt.clock.now() : Date.parse(health.checkedAt);
    const scope = await findScope(hunt, inputs, signal);
    await requireHost(hunt, scope, signal);
    const kinds = inputs.summary === "all" ? (["alerts", "agents"] as const) : [inputs.summary!];
    for (const kind of kinds) {
      const summary = await summarize[kind](
        hunt,
        scope,
        { from: resolvePastTime(inputs.since, now), now },
        signal,
      );
      for (const sentence of summary.sentences) logInfo(`${sentence}.`);
      addToSummary(formatSummarySection(summary, top), env);
    }
  });
}

/** The start and the end of a period, in milliseconds since 1970. */
interface Period {
  readonly from: number;
  readonly now: number;
}

type Summarize = (hunt: HuntClient, scope: Scope, period: Period, signal: AbortSignal) => Promise<Summary>;

const summarize: Readonly<Record<"alerts" | "agents", Summarize>> = {
  async alerts(hunt, scope, period, signal) {
    const alerts = await readAlerts(hunt, toCondition(scope), period, signal);
    return summarizeAlerts(alerts, ["severity", "day", "group", "host", "rule"], getTimeZone());
  },
  async agents(hunt, scope, { now }, signal) {
    const agents = await readAgents(hunt, toCondition(scope, "locationId"), signal);
    return summarizeAgents(agents, agentDimensions, now);
  },
};
