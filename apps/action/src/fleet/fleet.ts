import { info } from "@actions/core";
import { parseInstance } from "@huntkit/core";
import type { Context, Job } from "../feature.js";
import { toIssueInputs } from "../issue/inputs.js";
import { keepIssue } from "../issue/keep.js";
import { dead, stageAt, stageOf } from "../issue/stage.js";
import { tokenWords } from "../issue/token-words.js";
import { addToSummary } from "../report/add-to-summary.js";
import { whereUsable } from "../usable.js";
import { fleetWords } from "./fleet-words.js";
import { headline, report } from "./report.js";
import { sortOut, type Fleet } from "./sort-out.js";
import { survey } from "./survey.js";
import { warn } from "./warn.js";
import { setOutput } from "../report/outputs.js";

/** The most tokens that the output and the issue tell apart; GitHub limits both. */
const most = 500;

/** Looks at every token of the instance, and keeps one issue for all of them where an issue is asked for. */
export function prepare({ env, inputs, signal }: Context): Job {
  const issue = toIssueInputs(inputs, env);
  const { name: instance } = parseInstance(inputs.instance);
  const place = { kind: "fleet", instance, key: issue?.key ?? "" } as const;

  const look = whereUsable("The fleet", async ({ hunt, health }) => {
    const found = await survey(hunt, health, signal);
    const fleet = sortOut(found, inputs.warnDays);
    info(`${headline(fleet, inputs.warnDays)}.`);
    warn(fleet);
    setOutput(
      "fleet",
      JSON.stringify({ ...fleet, dying: fleet.dying.slice(0, most), ended: fleet.ended.slice(0, most) }),
    );
    await addToSummary(report(fleet, inputs.warnDays), env);
    if (issue)
      await keepIssue(
        place,
        issue,
        {
          tokens: stagesOf(fleet),
          accepted: stagesOf({ dying: sortOut(found, Infinity).dying, ended: [] }),
          words: fleetWords(fleet, inputs.warnDays, instance, issue.key, env),
        },
        env,
      );
  });

  return async (situation) => {
    const { health } = situation;
    const isDead = health !== null && stageOf(health) === dead;
    if (issue && isDead)
      await keepIssue(
        place,
        issue,
        { tokens: { [health.fingerprint]: dead }, words: tokenWords(health, issue.key, inputs, env) },
        env,
      );
    return look(situation);
  };
}

/** Those that need somebody soonest come first, as far as an issue can remember them. */
function stagesOf({ dying, ended }: Pick<Fleet, "dying" | "ended">): Record<string, number> {
  const stages = [
    ...dying.map(({ fingerprint, daysLeft }) => [fingerprint, stageAt(daysLeft)] as const),
    ...ended.map(({ fingerprint }) => [fingerprint, dead] as const),
  ];
  return Object.fromEntries(stages.slice(0, most));
}
