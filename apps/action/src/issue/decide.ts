import { dead, type Stage } from "./stage.js";

const mostTokens = 1000;

/** Tokens by their fingerprints, each with a stage. */
export type Stages = Readonly<Record<string, Stage>>;

/**
 * What the check found, as far as it matters to the issue. `says` is a digest of what its text would say. `accepted` are
 * tokens that work and need nobody yet, as this run's `warn-days` have it.
 */
export type Standing =
  | { readonly kind: "alarm"; readonly tokens: Stages; readonly says: string }
  | { readonly kind: "well"; readonly accepted: Stages; readonly says: string };

/** What an issue remembers, hidden in its text. */
export interface Story {
  /** The furthest stage of each token of which people were told. */
  readonly told: Stages;
  /** Whether the action itself saw that all was well again. */
  readonly resolved: boolean;
  /** Counts from 1 how often the story began: with the issue, and with each time that it was opened again. */
  readonly round: number;
}

/** The issue that is there. */
export interface KnownIssue {
  readonly isOpen: boolean;
  readonly story: Story;
  /** Digest of what its text says now. */
  readonly says: string;
}

/**
 * What to do. `news` are the tokens that the comment is about, if there is one: an edit notifies nobody, a comment everybody.
 * `settle` notes in a closed issue, silently, that its story is over.
 */
export type Decision =
  | { readonly kind: "leave" }
  | { readonly kind: "open" | "edit" | "close" | "settle"; readonly story: Story }
  | { readonly kind: "comment" | "reopen"; readonly story: Story; readonly news: readonly string[] };

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
export function decide(standing: Standing, known: KnownIssue | null): Decision {
  if (standing.kind === "well")
    return known === null ? { kind: "leave" } : decideWell(standing.accepted, known);
  const { tokens, says } = standing;
  if (known === null) return { kind: "open", story: begin(tokens, 1) };
  const { isOpen, story } = known;
  if (story.resolved) {
    const isSameStory = isOpen || Object.keys(tokens).some((token) => token in story.told);
    if (!isSameStory) return { kind: "open", story: begin(tokens, 1) };
    return {
      kind: isOpen ? "comment" : "reopen",
      story: begin(tokens, story.round + 1),
      news: Object.keys(tokens),
    };
  }
  const news = Object.keys(tokens).filter((token) => tokens[token]! > (story.told[token] ?? -1));
  const next = {
    ...story,
    told: remember(story.told, Object.fromEntries(news.map((token) => [token, tokens[token]!])), tokens),
  };
  if (news.length > 0)
    return isOpen
      ? { kind: "comment", story: next, news }
      : { kind: "reopen", story: { ...next, round: story.round + 1 }, news };
  return isOpen && says !== known.says ? { kind: "edit", story } : { kind: "leave" };
}

function decideWell(accepted: Stages, { isOpen, story }: KnownIssue): Decision {
  const isStillDue = Object.entries(accepted).some(([token, stage]) => isWithin(stage, story.told[token]));
  if (story.resolved || isStillDue) return { kind: "leave" };
  return { kind: isOpen ? "close" : "settle", story: { ...story, resolved: true } };
}

/** Whether a token that works is still as near its end as people were told. A token that they were told is dead is not. */
function isWithin(stage: Stage, told: Stage | undefined): boolean {
  return told !== undefined && told < dead && stage >= told;
}

/** An issue's text is no place for thousands of tokens: those that need nobody any more are forgotten then. */
function remember(told: Stages, news: Stages, tokens: Stages): Stages {
  const all = { ...told, ...news };
  const isTooMany = Object.keys(all).length > mostTokens;
  return isTooMany ? Object.fromEntries(Object.entries(all).filter(([token]) => token in tokens)) : all;
}

function begin(tokens: Stages, round: number): Story {
  return { told: tokens, resolved: false, round };
}
