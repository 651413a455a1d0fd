import { escapeLogLine } from "@huntkit/core";
import { info, warning } from "@actions/core";
import type { Environment } from "../environment.js";
import { octokitFor } from "../github/client.js";
import { explainFailure, withoutToken } from "./failure.js";
import type { IssueInputs } from "./inputs.js";
import { placeId, type Place } from "./place.js";
import { IssueStore } from "./store.js";
import { track, type Subject, type Tracked } from "./track.js";
import { setOutput } from "../report/outputs.js";

const done: Record<Tracked["did"], string> = {
  leave: "says all there is to say",
  open: "was opened",
  edit: "was brought up to date",
  comment: "has a new comment",
  reopen: "was opened again",
  close: "was closed",
  settle: "is closed already",
};

/** Keeps the issue of a place, and says in the log what was done. Whatever goes wrong is a warning: the check's result stands. */
export async function keepIssue(
  place: Place,
  { repository, token, labels, assignees }: IssueInputs,
  { tokens, ...found }: Pick<Subject, "tokens" | "accepted" | "words">,
  env: Environment,
): Promise<void> {
  if (token === undefined) return warn(withoutToken);
  try {
    const store = new IssueStore(await octokitFor(token, env), repository);
    const { issue, did, notAssigned } = await track(store, {
      placeId: placeId(place),
      labels,
      assignees,
      tokens,
      ...found,
    });
    if (issue) info(escapeLogLine(`The tracking issue ${issue.url} ${done[did]}.`));
    if (Object.keys(tokens).length > 0) setOutput("issue", issue?.url ?? "");
    if (notAssigned.length > 0)
      warn(
        `It is not assigned to ${notAssigned.join(", ")}: GitHub assigns issues to people with access to the repository only. Correct issue-assignees.`,
      );
  } catch (error) {
    warn(explainFailure(error));
  }
}

function warn(text: string): void {
  warning(escapeLogLine(text), { title: "The tracking issue is not as it should be" });
}
