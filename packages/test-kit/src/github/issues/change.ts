import type { Repository } from "../accounts/accounts.js";
import { optionalList, optionalText } from "../server/body.js";
import type { JsonObject } from "../values.js";
import { checkBody, checkTitle, readAssignees, readState } from "./fields.js";
import type { StateReason, StoredIssue } from "./issue.js";
import { labelsForIssue } from "./label.js";

/**
 * Changes an issue as a PATCH says; fields that it leaves out stay as they are. All is checked before anything is changed.
 *
 * @throws {GitHubError} 422 for a value that is not allowed
 */
export function changeIssue(
  repository: Repository,
  issue: StoredIssue,
  body: JsonObject,
  time: string,
): void {
  const title = optionalText(body, "title");
  const text = optionalText(body, "body");
  const { state, reason } = readState(body);
  const changed = {
    ...(typeof title === "string" && { title: checkTitle(title) }),
    ...(text !== undefined && { body: checkBody(text) }),
    ...(state !== undefined && state !== issue.state && stateChange(state, reason, time)),
  };
  const assignees = readAssignees(repository, body);
  const labels = optionalList(body, "labels");
  Object.assign(
    issue,
    changed,
    { updated_at: time },
    assignees && { assignees },
    labels && { labels: labelsForIssue(repository, labels) },
  );
}

/** A reason counts only where the state changes (GitHub's documentation, "Update an issue"). */
function stateChange(
  state: "open" | "closed",
  reason: StateReason | undefined,
  time: string,
): Pick<StoredIssue, "state" | "state_reason" | "closed_at"> {
  if (state === "open") return { state, state_reason: "reopened", closed_at: null };
  return { state, state_reason: reason ?? "completed", closed_at: time };
}
