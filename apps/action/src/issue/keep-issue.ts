import { HuntInputError } from "@huntkit/core";
import { getRepository, type Repository, connectToGitHub } from "../clients.js";
import type { Inputs } from "../inputs/inputs.js";
import { GoneIssueError, UnfitTokenError, IssueStore, type Issue } from "./issue-store.js";
import { createPlaceId, type Place } from "./marked-text.js";
import { trackIssue, type TrackedTokens, type TrackResult } from "./track-issue.js";
import { setOutput } from "../report/outputs.js";
import { logInfo, report } from "../report/runner-output.js";

/** The inputs of the tracking issue. */
export interface IssueInputs {
  readonly repository: Repository;
  /** Undefined if there is none. The issue cannot be updated then, and a warning says so. */
  readonly token: string | undefined;
  /** The action finds its issue by the first one. */
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
 * @throws {HuntInputError} for what GitHub would reject
 */
export function toIssueInputs(inputs: Inputs, env: NodeJS.ProcessEnv): IssueInputs | undefined {
  if (!inputs.issue) return undefined;
  const { githubToken, issueLabels, issueKey, secretName, tokenDescription } = inputs;
  const assignees = inputs.issueAssignees.map((login) => login.replace(/^@/, ""));
  const long = issueLabels.find((name) => Array.from(name).length > labelLength);
  if (long)
    throw new HuntInputError(
      "issue-labels",
      "length",
      `Invalid value "${long}" for 'issue-labels'. GitHub allows at most ${labelLength} characters.`,
    );
  if (assignees.length > assigneeCount) {
    throw new HuntInputError(
      "issue-assignees",
      "count",
      `Input 'issue-assignees' has ${assignees.length} logins, and GitHub assigns an issue to at most ${assigneeCount}. Remove some.`,
    );
  }
  const [first = "hunt-token", ...others] = issueLabels;
  return {
    repository: getRepository(env),
    token: githubToken,
    labels: [first, ...others],
    assignees,
    key: issueKey ?? formatSecret(inputs) ?? tokenDescription ?? "",
    isPlaceKnown: issueKey !== undefined || secretName !== undefined,
  };
}

/** Formats the secret that holds the token, as people know it. GitHub ignores the case of its name. */
function formatSecret({ secretName, secretScope }: Inputs): string | undefined {
  const name = secretName?.toUpperCase();
  return name === undefined || secretScope === "repository" ? name : `${name}, ${secretScope}`;
}

const outcomes: Record<TrackResult["decision"], string> = {
  leave: "says all there is to say",
  open: "was opened",
  edit: "was brought up to date",
  comment: "has a new comment",
  reopen: "was opened again",
  close: "was closed",
  "mark-resolved": "is closed already",
};

/** Updates the issue of a place and logs the outcome. An error becomes a warning, so it does not change the result of the check. */
export async function keepIssue(
  place: Place,
  { repository, token, labels, assignees }: IssueInputs,
  { tokens, ...found }: Pick<TrackedTokens, "tokens" | "accepted" | "token" | "words">,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (token === undefined) return warnAboutIssue(missingTokenWarning);
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
        `It is not assigned to ${notAssigned.join(", ")}: GitHub assigns issues to people with access to the repository only. Correct issue-assignees.`,
      );
  } catch (error) {
    warnAboutIssue(explainFailure(error));
  }
}

function explainOther(url: string): string {
  return (
    `The tracking issue ${url} is about another token, so it was not changed. ` +
    "If this token replaces that one, close the issue. Set secret-name to have it closed automatically."
  );
}

function warnAboutIssue(text: string): void {
  report("warning", text, "ACTION_ISSUE_OUTDATED", "The tracking issue is not as it should be");
}

function warnAboutLock({ url }: Issue): void {
  const message = `GitHub allows no comment on ${url}, so no one was notified. Its text and its state are up to date. Unlock it to get comments.`;
  report("warning", message, "ACTION_ISSUE_LOCKED", "The tracking issue is locked");
}

interface Answer {
  readonly status?: number;
  readonly message?: string;
  readonly response?: {
    readonly headers?: Record<string, string | number | undefined>;
    readonly data?: unknown;
  };
}

const permission =
  "Give the job `permissions:` with `issues: write`, and the step `github-token: ${{ github.token }}`. Pull requests from forks never have that right, and runs of Dependabot's only where `permissions:` give it.";

/** Why there is no issue, and what to do. */
export const missingTokenWarning = `There is no github-token. ${permission}`;

/** Returns why GitHub rejected a request, and what to do. It contains GitHub's message, so escape it. */
export function explainFailure(error: unknown): string {
  if (error instanceof UnfitTokenError) return `${error.message} ${permission}`;
  if (error instanceof GoneIssueError)
    return `${error.message} If the token needs attention, the next run opens a new one.`;
  const { status, message = String(error), response } = error as Answer;
  const said = getMessage(response?.data) ?? message;
  if (isRateLimited(error as Answer))
    return `GitHub asks for fewer requests: ${said}. The next run tries again.`;
  if (status === 401) return `GitHub refused the github-token (401: ${said}). ${permission}`;
  if (status === 403 || status === 404) return `GitHub does not allow it (${status}: ${said}). ${permission}`;
  if (status === 410)
    return `Issues are switched off in this repository (410: ${said}). Switch them on in its settings, or remove issue: true. ${permission}`;
  // GitHub's client reports a request without a response as a 500.
  return `${response === undefined ? "GitHub could not be reached" : `GitHub answered ${status}`}: ${said}. The next run tries again.`;
}

/** GitHub uses the status of missing permissions for its rate limits, too (GitHub Docs, "Rate limits for the REST API"). */
function isRateLimited({ status, message = "", response }: Answer): boolean {
  if (status !== 403 && status !== 429) return false;
  const headers = response?.headers ?? {};
  return (
    status === 429 ||
    headers["retry-after"] !== undefined ||
    String(headers["x-ratelimit-remaining"]) === "0" ||
    /rate limit/i.test(message)
  );
}

function getMessage(data: unknown): string | undefined {
  const message =
    typeof data === "object" && data !== null ? (data as { message?: unknown }).message : undefined;
  return typeof message === "string" ? message.replace(/[.\s]+$/, "") : undefined;
}
