import { escapeLogLine } from "@huntkit/core";
import { info, warning } from "@actions/core";
import type { Environment } from "../environment.js";
import { connectToGitHub } from "../github/client.js";
import { explainFailure, missingTokenWarning } from "./failure.js";
import type { IssueInputs } from "./inputs.js";
import { createPlaceId, type Place } from "./place.js";
import { IssueStore } from "./store.js";
import { trackIssue, type TrackedTokens, type TrackResult } from "./track.js";
import { setOutput } from "../report/outputs.js";

const outcomes: Record<TrackResult["decision"], string> = {
  leave: "says all there is to say",
  open: "was opened",
  edit: "was brought up to date",
  comment: "has a new comment",
  reopen: "was opened again",
  close: "was closed",
  "mark-resolved": "is closed already",
};

/** Keeps the issue of a place, and says in the log what was done. Whatever goes wrong is a warning: the check's result stands. */
export async function keepIssue(
  place: Place,
  { repository, token, labels, assignees }: IssueInputs,
  { tokens, ...found }: Pick<TrackedTokens, "tokens" | "accepted" | "words">,
  env: Environment,
): Promise<void> {
  if (token === undefined) return warnAboutIssue(missingTokenWarning);
  try {
    const store = new IssueStore(await connectToGitHub(token, env), repository);
    const { issue, decision, notAssigned } = await trackIssue(store, {
      placeId: createPlaceId(place),
      labels,
      assignees,
      tokens,
      ...found,
    });
    if (issue) info(escapeLogLine(`The tracking issue ${issue.url} ${outcomes[decision]}.`));
    if (Object.keys(tokens).length > 0) setOutput("issue", issue?.url ?? "");
    if (notAssigned.length > 0)
      warnAboutIssue(
        `It is not assigned to ${notAssigned.join(", ")}: GitHub assigns issues to people with access to the repository only. Correct issue-assignees.`,
      );
  } catch (error) {
    warnAboutIssue(explainFailure(error));
  }
}

function warnAboutIssue(text: string): void {
  warning(escapeLogLine(text), { title: "The tracking issue is not as it should be" });
}
