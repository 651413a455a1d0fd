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

/** Returns the stage of a healthy token, because another run, with larger `warn-days`, may have opened an issue about it. */
export function getAcceptedStages({ status, fingerprint, daysLeft }: TokenHealth): Record<string, Stage> {
  return status === "healthy" && daysLeft !== null ? { [fingerprint]: toStage(daysLeft) } : {};
}

/** Returns the stage of a token that needs attention, otherwise null. */
export function getAlarmStage(health: TokenHealth): Stage | null {
  if (health.status === "expired" || health.status === "rejected") return expiredStage;
  return health.status === "expiring" ? toStage(health.daysLeft) : null;
}

const maxTokens = 1000;

/** Tokens by their fingerprints, each with a stage. */
export type Stages = Readonly<Record<string, Stage>>;

/**
 * What the check found, as far as it matters to the issue. `contentDigest` is that of the text that the issue would have.
 * `accepted` are valid tokens that do not expire soon, by the `warn-days` of this run.
 */
export type CheckOutcome =
  | { readonly kind: "alarm"; readonly tokens: Stages; readonly contentDigest: string }
  | { readonly kind: "well"; readonly accepted: Stages; readonly contentDigest: string };

/** What an issue remembers, hidden in its text. */
export interface IssueHistory {
  /** The latest stage of each token that the issue was about. */
  readonly notifiedStages: Stages;
  /** Whether the action itself saw that all was well again. */
  readonly resolved: boolean;
  /** How often the issue was opened, the first time included. */
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
 * What to do. `news` are the tokens that the comment is about. An edit sends no notifications, a comment does.
 * `mark-resolved` records in a closed issue, without a comment, that the token is fine.
 */
export type Decision =
  | { readonly kind: "leave" }
  | { readonly kind: "open" | "edit" | "close" | "mark-resolved"; readonly history: IssueHistory }
  | { readonly kind: "comment" | "reopen"; readonly history: IssueHistory; readonly news: readonly string[] };

/**
 * Decides what becomes of the issue.
 *
 * If a token that a resolved issue was about needs attention again, the issue is reopened. Other tokens get a new issue, so
 * that no one is notified about an old discussion. If a person closes an issue, they have seen it, so it stays closed until
 * a token reaches the next stage. If a person reopens a resolved issue, it stays open. Runs with different `warn-days` share
 * one issue: the run with fewer days does not close the issue that the other one opened.
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
    const isSameStory = isOpen || Object.keys(tokens).some((token) => token in history.notifiedStages);
    if (!isSameStory) return { kind: "open", history: startHistory(tokens, 1) };
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

/** Returns whether a valid token is still in the stage that the issue reports. Not if the issue reports it as expired. */
function isStillDue(stage: Stage, told: Stage | undefined): boolean {
  return told !== undefined && told < expiredStage && stage >= told;
}

/** Limits the size of the text: if there are too many tokens, those that need no attention are removed. */
function addNotified(told: Stages, news: Stages, tokens: Stages): Stages {
  const all = { ...told, ...news };
  const isTooMany = Object.keys(all).length > maxTokens;
  return isTooMany ? Object.fromEntries(Object.entries(all).filter(([token]) => token in tokens)) : all;
}

function startHistory(tokens: Stages, openCount: number): IssueHistory {
  return { notifiedStages: tokens, resolved: false, openCount };
}
