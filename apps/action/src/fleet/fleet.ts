import { info, notice, warning } from "@actions/core";
import { parseInstance } from "@huntkit/core";
import { formatDaysFromNow, escapeLogLine, formatDateTime } from "@huntkit/toolkit";
import { type Context, type FeatureStep, requireUsableToken } from "../feature.js";
import { toIssueInputs } from "../issue/inputs.js";
import { keepIssue } from "../issue/keep-issue.js";
import { expiredStage, toStage, getAlarmStage } from "../issue/decide-on-issue.js";
import { createTokenTexts } from "../issue/issue-texts.js";
import { addToSummary } from "../report/job-summary.js";
import { createFleetTexts, formatHeadline, formatFleetReport } from "./fleet-report.js";
import { classifyTokens, type Fleet, type FleetToken } from "./classify-tokens.js";
import { surveyTokens } from "./survey-tokens.js";
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
      JSON.stringify({
        ...fleet,
        expiring: fleet.expiring.slice(0, maxTokens),
        expired: fleet.expired.slice(0, maxTokens),
      }),
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
        {
          tokens: { [health.fingerprint]: expiredStage },
          words: createTokenTexts(health, issue.key, inputs, env),
        },
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

/** The runner shows ten warnings a step; one may be the check's, one the issue's. */
const maxWarnings = 8;

/** One warning a token, those that die first before the others, and one for all that the runner would not show. */
export function warnAboutTokens({ expiring, scope }: Fleet): void {
  const shown = expiring.length > maxWarnings ? expiring.slice(0, maxWarnings - 1) : expiring;
  for (const token of shown)
    warning(escapeLogLine(formatWarning(token)), {
      title: escapeLogLine(`A HUNT token expires ${formatDaysFromNow(token.daysLeft)}`),
    });
  const more = expiring.length - shown.length;
  if (more > 0)
    warning(`The job summary names them, and so does the output fleet.`, {
      title: `And ${more} more HUNT tokens expire soon`,
    });
  if (scope === "owner")
    notice("Only an admin's token sees those of all users.", {
      title: "HUNT shows this token's user their own tokens alone",
    });
}

function formatWarning({ owner, description, expiresAt, fingerprint }: FleetToken): string {
  return `"${description}" (${fingerprint}) of ${owner} expires on ${formatDateTime(expiresAt)}.`;
}
