import { UnfitTokenError, IssueStore } from "./issue-store.js";
import { escapeLogLine } from "@huntkit/toolkit";
import { info, warning } from "@actions/core";
import { connectToGitHub } from "../clients.js";
import type { IssueInputs } from "./inputs.js";
import { createPlaceId, type Place } from "./marked-text.js";
import { trackIssue, type TrackedTokens, type TrackResult } from "./track-issue.js";
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
  env: NodeJS.ProcessEnv,
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

/** Why there is no issue although one is wanted, and what to do. */
export const missingTokenWarning = `There is no github-token. ${permission}`;

/** Why GitHub did not let an issue be kept, and what to do. Its message is GitHub's, so it has to be made inert. */
export function explainFailure(error: unknown): string {
  if (error instanceof UnfitTokenError) return `${error.message} ${permission}`;
  const { status, message = String(error), response } = error as Answer;
  const said = getMessage(response?.data) ?? message;
  if (isRateLimited(error as Answer))
    return `GitHub asks for fewer requests: ${said}. The next run tries again.`;
  if (status === 401) return `GitHub refused the github-token (401: ${said}). ${permission}`;
  if (status === 403 || status === 404) return `GitHub does not allow it (${status}: ${said}). ${permission}`;
  if (status === 410)
    return `Issues are switched off in this repository (410: ${said}). Switch them on in its settings, or remove issue: true. ${permission}`;
  // GitHub's client calls a request without an answer a 500.
  return `${response === undefined ? "GitHub could not be reached" : `GitHub answered ${status}`}: ${said}. The next run tries again.`;
}

/** GitHub refuses for its limits with the status that it has for missing rights, too (GitHub Docs, "Rate limits for the REST API"). */
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
