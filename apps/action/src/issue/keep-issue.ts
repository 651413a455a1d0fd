import { HuntInputError } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { getRepository, type Repository, connectToGitHub } from "../clients.js";
import { explainGitHubFailure, getReason, isDenied, type RequestError } from "../github/explain-failure.js";
import type { Inputs } from "../inputs/inputs.js";
import { issuePermission } from "../inputs/token-inputs.js";
import { GoneIssueError, UnfitTokenError, IssueStore, type Issue } from "./issue-store.js";
import { createPlaceId, type Place } from "./marked-text.js";
import { trackIssue, type TrackedTokens, type TrackResult } from "./track-issue.js";
import { setOutput } from "../report/outputs.js";
import { logInfo, report, reportFailure } from "../report/runner-output.js";

/** The inputs of the tracking issue. */
export interface IssueInputs {
  readonly repository: Repository;
  /** Token of GitHub. */
  readonly token: string;
  /** The action finds its issue by the first label. */
  readonly labels: readonly [string, ...string[]];
  readonly assignees: readonly string[];
  /** Distinguishes the tokens of one instance. */
  readonly key: string;
  /** Whether `issue-key` or `secret-name` identifies the place of the token. */
  readonly isPlaceKnown: boolean;
}

/** GitHub's limits (GitHub Docs, "REST API endpoints for labels" and "for issue assignees"). */
const labelLength = 50;
const assigneeCount = 10;

/**
 * Converts the inputs of the tracking issue, or returns undefined if `issue` is not set.
 *
 * @throws {HuntInputError} for values that GitHub would reject
 */
export function toIssueInputs(inputs: Inputs, env: NodeJS.ProcessEnv): IssueInputs | undefined {
  if (!inputs.issue) return undefined;
  const { githubToken: token = "", issueLabels, issueKey, secretName, tokenDescription } = inputs;
  const assignees = inputs.issueAssignees.map((login) => login.replace(/^@/, ""));
  const long = issueLabels.find((name) => Array.from(name).length > labelLength);
  if (long)
    throw new HuntInputError(
      "issue-labels",
      "length",
      `Invalid value "${long}" for 'issue-labels'. GitHub allows at most ${labelLength} characters.`,
    );
  const wrong = assignees.find((login) => !/^[\w-]+(\[bot\])?$/.test(login));
  if (wrong !== undefined) {
    throw new HuntInputError(
      "issue-assignees",
      "format",
      `Invalid value "${escapeToSingleLine(wrong, 80)}" for 'issue-assignees'. Use the logins of people, separated by commas or newlines.`,
    );
  }
  if (assignees.length > assigneeCount) {
    throw new HuntInputError(
      "issue-assignees",
      "count",
      `Input 'issue-assignees' has ${assignees.length} logins, but GitHub allows at most ${assigneeCount}. Remove some.`,
    );
  }
  const [first = "hunt-token", ...others] = issueLabels;
  return {
    repository: getRepository(env),
    token,
    labels: [first, ...others],
    assignees,
    key: issueKey ?? formatSecret(inputs) ?? tokenDescription ?? "",
    isPlaceKnown: issueKey !== undefined || secretName !== undefined,
  };
}

/** Formats the name of the secret that holds the token, with its scope unless that is the repository. Case is ignored. */
function formatSecret({ secretName, secretScope }: Inputs): string | undefined {
  const name = secretName?.toUpperCase();
  return name === undefined || secretScope === "repository" ? name : `${name}, ${secretScope}`;
}

const outcomes: Record<TrackResult["decision"], string> = {
  leave: "is up to date",
  open: "was opened",
  edit: "was updated",
  comment: "has a new comment",
  reopen: "was reopened",
  close: "was closed",
  "mark-resolved": "is already closed",
};

/**
 * Updates the issue of a place and logs the outcome. If GitHub does not allow it, the step fails, because each run
 * would have the same result. Any other error becomes a warning.
 */
export async function keepIssue(
  place: Place,
  { repository, token, labels, assignees }: IssueInputs,
  { tokens, ...found }: Pick<TrackedTokens, "tokens" | "accepted" | "token" | "texts">,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  try {
    const store = new IssueStore(await connectToGitHub(token, env), repository);
    const { issue, decision, notAssigned, isLocked, others } = await trackIssue(store, {
      placeId: createPlaceId(place),
      labels,
      assignees,
      tokens,
      ...found,
    });
    if (issue) logInfo(`The tracking issue ${issue.url} ${outcomes[decision]}.`);
    for (const { url } of others) logInfo(explainOther(url));
    if (Object.keys(tokens).length > 0) setOutput("issue", issue?.url ?? "");
    if (issue && isLocked) warnAboutLock(issue);
    if (notAssigned.length > 0)
      warnAboutIssue(
        `Could not assign the issue to ${notAssigned.join(", ")}. An assignee must have access to the repository. Correct 'issue-assignees'.`,
      );
  } catch (error) {
    const message = explainFailure(error);
    if (isIssueDenied(error)) reportFailure({ code: "ACTION_ISSUE_DENIED", title, message, advice: "" }, env);
    else warnAboutIssue(message);
  }
}

const title = "Could not update the tracking issue";

function explainOther(url: string): string {
  return (
    `The tracking issue ${url} is about another token, so it was not changed. ` +
    "If this token replaces that one, close the issue. Set 'secret-name' to close it automatically."
  );
}

function warnAboutIssue(text: string): void {
  report("warning", text, "ACTION_ISSUE_OUTDATED", title);
}

function warnAboutLock({ url }: Issue): void {
  const message = `The issue ${url} was updated, but no one was notified, because GitHub does not allow comments on a locked issue. Unlock it.`;
  report("warning", message, "ACTION_ISSUE_LOCKED", "The tracking issue is locked");
}

/** Returns whether GitHub does not allow the token to update issues of the repository. */
function isIssueDenied(error: unknown): boolean {
  return isDenied(error) || error instanceof UnfitTokenError;
}

/** Explains why GitHub rejected a request, and what to do. The result contains GitHub's message, so escape it. */
export function explainFailure(error: unknown): string {
  if (error instanceof UnfitTokenError) return `${error.message} ${issuePermission}`;
  if (error instanceof GoneIssueError)
    return `${error.message} If the token needs attention, the next run opens a new one.`;
  if ((error as RequestError).status === 410)
    return `Issues are disabled in this repository (410: ${getReason(error)}). Enable them in its settings, or remove 'issue'.`;
  return explainGitHubFailure(error, issuePermission);
}
