import { parseInstance } from "@huntkit/core";
import { escapeToSingleLine, toSafeJson } from "@huntkit/core/escape";
import { formatDaysFromNow, formatDateTime, getShortTokenId } from "@huntkit/toolkit";
import { type Context, type FeatureStep, requireUsableToken } from "../feature.js";
import { toIssueInputs, keepIssue } from "../issue/keep-issue.js";
import { expiredStage, toStage, getAlarmStage } from "../issue/decide-on-issue.js";
import { createTokenTexts } from "../issue/issue-texts.js";
import { addToSummary, logInfo, report } from "../report/runner-output.js";
import { createFleetTexts, describeRefused, formatHeadline, formatFleetReport } from "./fleet-report.js";
import { classifyTokens, type Fleet, type FleetToken, getTokenKey, surveyTokens } from "./classify-tokens.js";
import { setJsonOutput } from "../report/outputs.js";

/** Maximum number of tokens in each list of the output, and in the issue. GitHub limits the size of both. */
const maxTokens = 500;

/** Creates the step that reports on all tokens of the instance, and updates one issue about them if `issue` is set. */
export function prepare({ env, inputs, signal }: Context): FeatureStep {
  const issue = toIssueInputs(inputs, env);
  const { name: instance } = parseInstance(inputs.instance);
  const place = { kind: "fleet", instance, key: issue?.key ?? "" } as const;

  const reportFleet = requireUsableToken("Token report", async ({ hunt, health }) => {
    const found = await surveyTokens(hunt, health, signal);
    const fleet = classifyTokens(found, inputs.warnDays);
    logInfo(`${formatHeadline(fleet, inputs.warnDays)}.`);
    warnAboutTokens(fleet);
    const { later: _, ...listed } = fleet;
    setJsonOutput(
      "fleet",
      toSafeJson({
        ...listed,
        expiring: fleet.expiring.slice(0, maxTokens),
        expired: fleet.expired.slice(0, maxTokens),
        refused: fleet.refused.slice(0, maxTokens),
      }),
    );
    addToSummary(formatFleetReport(fleet, inputs.warnDays), env);
    if (issue)
      await keepIssue(
        place,
        issue,
        {
          tokens: toStages(fleet),
          accepted: toStages({ expiring: classifyTokens(found, Infinity).expiring, expired: [] }),
          texts: createFleetTexts(fleet, inputs.warnDays, instance, issue.key, env),
        },
        env,
      );
  });

  return async (state) => {
    const { health } = state;
    const isInvalid = health !== null && getAlarmStage(health) === expiredStage;
    if (issue && isInvalid)
      await keepIssue(
        place,
        issue,
        {
          tokens: { [health.fingerprint]: expiredStage },
          texts: createTokenTexts(health, issue.key, inputs, env),
        },
        env,
      );
    return reportFleet(state);
  };
}

/** Returns the stages of the tokens, soonest to expire first, at most `maxTokens`. */
function toStages({ expiring, expired }: Pick<Fleet, "expiring" | "expired">): Record<string, number> {
  const stages = [
    ...expiring.map((token) => [getTokenKey(token), toStage(token.daysLeft)] as const),
    ...expired.map((token) => [getTokenKey(token), expiredStage] as const),
  ];
  return Object.fromEntries(stages.slice(0, maxTokens));
}

/** Maximum number of warnings. GitHub shows ten for a step, and the check and the issue may have one each. */
const maxWarnings = 8;

/** Adds one warning per token, soonest to expire first, and one with the number of the others. */
export function warnAboutTokens({ expiring, scope, refused }: Fleet): void {
  const shown = expiring.length > maxWarnings ? expiring.slice(0, maxWarnings - 1) : expiring;
  for (const token of shown)
    report(
      "warning",
      formatWarning(token),
      "TOKEN_EXPIRING",
      `A HUNT token expires ${formatDaysFromNow(token.daysLeft)}`,
    );
  const more = expiring.length - shown.length;
  if (more > 0)
    report(
      "warning",
      "See the job summary or the output 'fleet'.",
      "ACTION_MORE_FINDINGS",
      `${more} more HUNT tokens expire soon`,
    );
  if (refused.length > 0)
    report(
      "notice",
      describeRefused(refused),
      "ACTION_TOKENS_NOT_SHOWN",
      "The report does not include the tokens of some users",
    );
  if (scope === "owner")
    report(
      "notice",
      "For the tokens of all users, use an admin's token.",
      "ACTION_OWN_TOKENS_ONLY",
      "The report has only the tokens of this token's user",
    );
}

function formatWarning({ id, owner, description, expiresAt }: FleetToken): string {
  const shortId = getShortTokenId(id);
  const name = shortId === null ? "" : ` (ID ${escapeToSingleLine(shortId)})`;
  return `"${description}"${name} of ${owner} expires on ${formatDateTime(expiresAt)}.`;
}
