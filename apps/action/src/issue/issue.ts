import type { TokenHealth } from "@huntkit/core";
import type { Context, FeatureStep } from "../feature.js";
import { toIssueInputs, keepIssue } from "./keep-issue.js";
import { getAcceptedStages, getAlarmStage } from "./decide-on-issue.js";
import { createTokenTexts } from "./issue-texts.js";
import { toCheckedToken } from "./owned-issue.js";

/**
 * Creates the step that updates the issue about the checked token. With `fleet`, one issue is about all
 * tokens instead.
 *
 * @throws {HuntInputError} if an input is not valid
 */
export function prepare({ env, inputs }: Context): FeatureStep {
  const wanted = inputs.fleet ? undefined : toIssueInputs(inputs, env);
  return async (state) => {
    const { health } = state;
    if (!wanted || health === null || !isConclusive(health)) return state;
    const stage = getAlarmStage(health);
    const tokens = stage === null ? {} : { [health.fingerprint]: stage };
    const place = { kind: "token", instance: health.instance, key: wanted.key } as const;
    await keepIssue(
      place,
      wanted,
      {
        tokens,
        accepted: getAcceptedStages(health),
        token: wanted.isPlaceKnown ? undefined : toCheckedToken(health),
        texts: createTokenTexts(health, wanted.key, inputs, env),
      },
      env,
    );
    return state;
  };
}

/** Returns false if the check has no result that the issue could report. */
function isConclusive({ status }: TokenHealth): boolean {
  return status !== "unreachable" && status !== "unknown-expiry";
}
