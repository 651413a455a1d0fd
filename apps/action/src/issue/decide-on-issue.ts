import type { TokenHealth } from "@huntkit/core";

/** Numbers of whole days left that lead to a new comment. */
const thresholds = [30, 14, 7, 1] as const;

/** Number of thresholds that a token has reached. The last stage is that of an expired or rejected token. */
export type Stage = number;

export const expiredStage: Stage = thresholds.length + 1;

/**
 * Returns the stage of a valid token.
 *
 * @param daysLeft whole days, rounded down
 */
export function toStage(daysLeft: number): Stage {
  return thresholds.filter((days) => daysLeft <= days).length;
}

/**
 * Returns the stage of a healthy token. A run with larger `warn-days` may have opened an issue about it. Empty if the
 * token is not healthy.
 */
export function getAcceptedStages({ status, fingerprint, daysLeft }: TokenHealth): Record<string, Stage> {
  return status === "healthy" && daysLeft !== null ? { [fingerprint]: toStage(daysLeft) } : {};
}

/** Returns the stage of a token that needs attention, otherwise null. */
export function getAlarmStage(health: TokenHealth): Stage | null {
  if (health.status === "expired" || health.status === "rejected") return expiredStage;
  return health.status === "expiring" ? toStage(health.daysLeft) : null;
}

const maxTokens = 1000;

/** The stages of tokens, by their keys (see `getTokenKey`). */
export type Stages = Readonly<Record<string, Stage>>;

/**
 * The result of the check that the issue depends on. `contentDigest` is the digest of the new text of the issue.
 * `accepted` has the valid tokens that do not expire within the `warn-days` of this run.
 */
export type CheckOutcome =
  | { readonly kind: "alarm"; readonly tokens: Stages; readonly contentDigest: string }
  | { readonly kind: "well"; readonly accepted: Stages; readonly contentDigest: string };

/** The history of an issue, which is hidden in its text. */
export interface IssueHistory {
  /** The last reported stage of each token. */
  readonly notifiedStages: Stages;
  /** Whether the action found that no token needs attention anymore. */
  readonly resolved: boolean;
  /** Number of times the issue was opened, including the first time. */
  readonly openCount: number;
}

/** The existing issue. */
export interface KnownIssue {
  readonly isOpen: boolean;
  readonly history: IssueHistory;
  /** Digest of its current text. */
  readonly contentDigest: string;
}

/**
 * What to do with the issue. `news` has the tokens that the comment is about. GitHub sends notifications for a comment,
 * but not for an edit. `mark-resolved` records in a closed issue, without a comment, that no token needs attention.
 */
export type Decision =
  | { readonly kind: "leave" }
  | { readonly kind: "open" | "edit" | "close" | "mark-resolved"; readonly history: IssueHistory }
  | { readonly kind: "comment" | "reopen"; readonly history: IssueHistory; readonly news: readonly string[] };

/**
 * Decides what to do with the issue.
 *
 * If a token of a resolved issue needs attention again, the issue is reopened. Other tokens get a new issue, because
 * the participants of an old discussion should not be notified. If a person closes an issue, it stays closed until a
 * token reaches the next stage. If a person reopens a resolved issue, it stays open. Runs with different `warn-days`
 * share one issue: the run with fewer days does not close the issue that the other one opened.
 *
 * @param known null if there is no issue
 */
export function decideOnIssue(outcome: CheckOutcome, known: KnownIssue | null): Decision {
  if (outcome.kind === "well")
    return known === null ? { kind: "leave" } : decideOnResolved(outcome.accepted, known);
  const { tokens, contentDigest } = outcome;
  if (known === null) return { kind: "open", history: startHistory(tokens, 1) };
  const { isOpen, history } = known;
  if (history.resolved) {
    const isSameIssue = isOpen || Object.keys(tokens).some((token) => token in history.notifiedStages);
    if (!isSameIssue) return { kind: "open", history: startHistory(tokens, 1) };
    return {
      kind: isOpen ? "comment" : "reopen",
      history: startHistory(tokens, history.openCount + 1),
      news: Object.keys(tokens),
    };
  }
  const news = Object.keys(tokens).filter((token) => tokens[token]! > (history.notifiedStages[token] ?? -1));
  const next = {
    ...history,
    notifiedStages: addNotified(
      history.notifiedStages,
      Object.fromEntries(news.map((token) => [token, tokens[token]!])),
      tokens,
    ),
  };
  if (news.length > 0)
    return isOpen
      ? { kind: "comment", history: next, news }
      : { kind: "reopen", history: { ...next, openCount: history.openCount + 1 }, news };
  return isOpen && contentDigest !== known.contentDigest ? { kind: "edit", history } : { kind: "leave" };
}

function decideOnResolved(accepted: Stages, { isOpen, history }: KnownIssue): Decision {
  const isAnyDue = Object.entries(accepted).some(([token, stage]) =>
    isStillDue(stage, history.notifiedStages[token]),
  );
  if (history.resolved || isAnyDue) return { kind: "leave" };
  return { kind: isOpen ? "close" : "mark-resolved", history: { ...history, resolved: true } };
}

/** Returns whether a valid token still needs the attention that the issue asks for. An expired one was replaced. */
function isStillDue(stage: Stage, notified: Stage | undefined): boolean {
  return notified !== undefined && notified < expiredStage && stage >= notified;
}

/** Adds reported stages. If there are too many for the text, tokens that need no attention are removed. */
function addNotified(notified: Stages, news: Stages, tokens: Stages): Stages {
  const all = { ...notified, ...news };
  const isTooMany = Object.keys(all).length > maxTokens;
  return isTooMany ? Object.fromEntries(Object.entries(all).filter(([token]) => token in tokens)) : all;
}

function startHistory(tokens: Stages, openCount: number): IssueHistory {
  return { notifiedStages: tokens, resolved: false, openCount };
}
