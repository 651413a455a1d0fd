import { info } from "@actions/core";
import { parseInstance } from "@huntkit/core";
import type { Context, FeatureStep } from "../feature.js";
import { toIssueInputs } from "../issue/inputs.js";
import { keepIssue } from "../issue/keep.js";
import { expiredStage, toStage, getAlarmStage } from "../issue/stage.js";
import { createTokenTexts } from "../issue/token-words.js";
import { addToSummary } from "../report/add-to-summary.js";
import { requireUsableToken } from "../usable.js";
import { createFleetTexts } from "./fleet-words.js";
import { formatHeadline, formatFleetReport } from "./report.js";
import { classifyTokens, type Fleet } from "./sort-out.js";
import { surveyTokens } from "./survey.js";
import { warnAboutTokens } from "./warn.js";
import { setOutput } from "../report/outputs.js";

/** The most tokens that the output and the issue tell apart; GitHub limits both. */
const maxTokens = 500;

/** Looks at every token of the instance, and keeps one issue for all of them where an issue is asked for. */
export function prepare({ env, inputs, signal }: Context): FeatureStep {
  const issue = toIssueInputs(inputs, env);
  const { name: instance } = parseInstance(inputs.instance);
  const place = { kind: "fleet", instance, key: issue?.key ?? "" } as const;

  const look = requireUsableToken("The fleet", async ({ hunt, health }) => {
    const found = await surveyTokens(hunt, health, signal);
    const fleet = classifyTokens(found, inputs.warnDays);
    info(`${formatHeadline(fleet, inputs.warnDays)}.`);
    warnAboutTokens(fleet);
    setOutput(
      "fleet",
      JSON.stringify({ ...fleet, expiring: fleet.expiring.slice(0, maxTokens), expired: fleet.expired.slice(0, maxTokens) }),
    );
    await addToSummary(formatFleetReport(fleet, inputs.warnDays), env);
    if (issue)
      await keepIssue(
        place,
        issue,
        {
          tokens: toStages(fleet),
          accepted: toStages({ expiring: classifyTokens(found, Infinity).expiring, expired: [] }),
          words: createFleetTexts(fleet, inputs.warnDays, instance, issue.key, env),
        },
        env,
      );
  });

  return async (situation) => {
    const { health } = situation;
    const isDead = health !== null && getAlarmStage(health) === expiredStage;
    if (issue && isDead)
      await keepIssue(
        place,
        issue,
        { tokens: { [health.fingerprint]: expiredStage }, words: createTokenTexts(health, issue.key, inputs, env) },
        env,
      );
    return look(situation);
  };
}

/** Those that need somebody soonest come first, as far as an issue can remember them. */
function toStages({ expiring, expired }: Pick<Fleet, "expiring" | "expired">): Record<string, number> {
  const stages = [
    ...expiring.map(({ fingerprint, daysLeft }) => [fingerprint, toStage(daysLeft)] as const),
    ...expired.map(({ fingerprint }) => [fingerprint, expiredStage] as const),
  ];
  return Object.fromEntries(stages.slice(0, maxTokens));
}
