import type { TokenHealth } from "@huntkit/core";

/** Whole days left at which people are told anew. */
const thresholds = [30, 14, 7, 1] as const;

/** How near a token's end is: 0 while none of the thresholds is reached, then their count so far. The last stage is a token that is dead. */
export type Stage = number;

export const expiredStage: Stage = thresholds.length + 1;

/**
 * The stage of a token that still works.
 *
 * @param daysLeft whole days, rounded down
 */
export function toStage(daysLeft: number): Stage {
  return thresholds.filter((days) => daysLeft <= days).length;
}

/** The checked token with its stage where it is healthy: another run, with larger `warn-days`, may have told of it. None for one that is endless. */
export function getAcceptedStages({ status, fingerprint, daysLeft }: TokenHealth): Record<string, Stage> {
  return status === "healthy" && daysLeft !== null ? { [fingerprint]: toStage(daysLeft) } : {};
}

/** The stage of a token that needs somebody's attention; null for one that does not, or of which too little is known. */
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
 * What to do. `news` are the tokens that the comment is about, if there is one: an edit notifies nobody, a comment everybody.
 * `mark-resolved` records in a closed issue, without a comment, that the token is fine.
 */
export type Decision =
  | { readonly kind: "leave" }
  | { readonly kind: "open" | "edit" | "close" | "mark-resolved"; readonly history: IssueHistory }
  | { readonly kind: "comment" | "reopen"; readonly history: IssueHistory; readonly news: readonly string[] };

/**
 * Decides what becomes of the issue.
 *
 * An issue tells one story. Trouble with a token that it told of opens it again; trouble with other tokens, after it was
 * resolved, gets an issue of its own, so that a year-old talk is not stirred up. Whoever closes an issue has seen it: it
 * stays closed until there is something new to tell. Whoever opens one that was resolved wants it open, so it stays open.
 * Runs with different `warn-days` keep one issue: the one that warns later does not end what the other one told.
 *
 * @param known null where there is none
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

/** Whether a token that works is still as near its end as people were told. A token that they were told is dead is not. */
function isStillDue(stage: Stage, told: Stage | undefined): boolean {
  return told !== undefined && told < expiredStage && stage >= told;
}

/** An issue's text is no place for thousands of tokens: those that need nobody any more are forgotten then. */
function addNotified(told: Stages, news: Stages, tokens: Stages): Stages {
  const all = { ...told, ...news };
  const isTooMany = Object.keys(all).length > maxTokens;
  return isTooMany ? Object.fromEntries(Object.entries(all).filter(([token]) => token in tokens)) : all;
}

function startHistory(tokens: Stages, openCount: number): IssueHistory {
  return { notifiedStages: tokens, resolved: false, openCount };
}
