import { HuntInputError, type TokenHealth } from "@huntkit/core";
import type { Context, FeatureStep } from "../feature.js";
import { toIssueInputs } from "./inputs.js";
import { keepIssue } from "./keep-issue.js";
import { getAcceptedStages, getAlarmStage } from "./decide-on-issue.js";
import { createTokenTexts } from "./issue-texts.js";

/**
 * Keeps one issue for the token that is checked. The fleet's issue speaks for all tokens, so this one is not kept beside it.
 *
 * @throws {HuntInputError} for inputs that cannot be used
 */
export function prepare({ env, inputs }: Context): FeatureStep {
  const wanted = inputs.fleet ? undefined : toIssueInputs(inputs, env);
  if (wanted && !inputs.check) {
    throw new HuntInputError(
      "issue",
      "combination",
      "Input 'issue' requires 'check', which is false. Remove one of them, or set 'fleet'.",
    );
  }
  return async (situation) => {
    const { health } = situation;
    if (!wanted || health === null || !isClear(health)) return situation;
    const stage = getAlarmStage(health);
    const tokens = stage === null ? {} : { [health.fingerprint]: stage };
    const place = { kind: "token", instance: health.instance, key: wanted.key } as const;
    await keepIssue(
      place,
      wanted,
      {
        tokens,
        accepted: getAcceptedStages(health),
        words: createTokenTexts(health, wanted.key, inputs, env),
      },
      env,
    );
    return situation;
  };
}

/** Of a token that could not be asked about, or whose end nobody knows, there is nothing to tell: the issue stays as it is. */
function isClear({ status }: TokenHealth): boolean {
  return status !== "unreachable" && status !== "unknown-expiry";
}
