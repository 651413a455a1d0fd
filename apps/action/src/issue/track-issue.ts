import type { MarkdownText } from "@huntkit/core/escape";
import { redactTokens } from "../report/hidden-tokens.js";
import { decideOnIssue, type Decision, type CheckOutcome, type IssueHistory } from "./decide-on-issue.js";
import { formatMarkedText, readMark, replaceMarkedText, type Mark, createDigest } from "./marked-text.js";
import type { Issue, IssueStore } from "./issue-store.js";
import { type CheckedToken, type MarkedIssue, selectOwnedIssues } from "./owned-issue.js";

/** The title, text, and comments of an issue, in Markdown. Text from HUNT is escaped. */
export interface IssueTexts {
  readonly title: string;
  /** The current state and what to do. If it changes, the issue is edited. */
  readonly content: MarkdownText;
  /** Text that may differ between runs, such as a link to the run. */
  readonly footer: MarkdownText;
  /** Formats the comment about tokens that need attention, by their keys. */
  readonly news: (tokens: readonly string[]) => MarkdownText;
  /** Formats the comment that closes the issue. `notified` has the keys of the tokens that the issue was about. */
  readonly closing: (notified: readonly string[]) => MarkdownText;
}

/** The tokens to track, and the content of their issue. */
export interface TrackedTokens {
  readonly placeId: string;
  readonly labels: readonly [string, ...string[]];
  readonly assignees: readonly string[];
  /** Tokens that need attention, with their stages. */
  readonly tokens: Record<string, number>;
  /** Valid tokens that need no attention yet, with their stages if they are known. */
  readonly accepted?: Record<string, number>;
  /** The only token, if the inputs do not identify its place. Only issues about this token are then changed. */
  readonly token?: CheckedToken | undefined;
  readonly texts: IssueTexts;
}

/** The result of an update. */
export interface TrackResult {
  /** The issue; null if none exists and none is needed. */
  readonly issue: Issue | null;
  readonly decision: Decision["kind"];
  /** Logins that could not be assigned. */
  readonly notAssigned: readonly string[];
  /** Whether the issue is locked, so GitHub rejected the comment. */
  readonly isLocked: boolean;
  /** Open issues about other tokens of the place. */
  readonly others: readonly Issue[];
}

/** Updates the issue of a place. If there is nothing to change, only the list of issues is requested. */
export async function trackIssue(store: IssueStore, subject: TrackedTokens): Promise<TrackResult> {
  const { placeId, tokens, token, accepted = {}, texts } = subject;
  const contentDigest = createDigest(texts.content);
  const outcome: CheckOutcome =
    Object.keys(tokens).length > 0
      ? { kind: "alarm", tokens, contentDigest }
      : { kind: "well", accepted, contentDigest };
  const { ours, others } = await findIssues(store, subject);
  const current = await closeDuplicates(store, ours);
  // For a token that HUNT no longer accepts, the record is stored in the issue.
  const record = token?.record ?? current?.mark.record;
  const decision = decideOnIssue(
    outcome,
    current && {
      isOpen: current.issue.isOpen,
      history: current.mark.history,
      contentDigest: current.mark.contentDigest,
    },
  );
  if (decision.kind === "open")
    return openIssue(store, subject, { id: placeId, history: decision.history, contentDigest, record });
  let isLocked = false;
  if (current && decision.kind !== "leave")
    isLocked = !(await applyDecision(store, current, decision, texts, { contentDigest, record }));
  return { issue: current?.issue ?? null, decision: decision.kind, notAssigned: [], isLocked, others };
}

/**
 * Comments on the issue, then changes its text, which records the comment. If the run is interrupted in between, the
 * next one finds the comment.
 *
 * @returns false if the issue is locked, so GitHub rejected the comment
 */
async function applyDecision(
  store: IssueStore,
  { issue, mark: { id, history: before } }: MarkedIssue,
  decision: Exclude<Decision, { kind: "leave" }>,
  texts: IssueTexts,
  content: Pick<Mark, "contentDigest" | "record">,
): Promise<boolean> {
  const { kind, history } = decision;
  let hasComment = true;
  if ("news" in decision)
    hasComment = await store.comment(
      issue,
      redactTokens(texts.news(decision.news)),
      createCommentMark(id, "news", history, decision.news),
    );
  if (kind === "close")
    hasComment = await store.comment(
      issue,
      redactTokens(texts.closing(Object.keys(before.notifiedStages))),
      createCommentMark(id, "closing", history, []),
    );
  await store.change(issue, {
    body: replaceMarkedText(issue.text, formatIssueText({ id, history, ...content }, texts)),
    ...(kind === "close" && { state: "closed", state_reason: "completed" }),
    ...(kind === "reopen" && { state: "open", state_reason: "reopened" }),
  });
  return hasComment;
}

/** Opens an issue. If another run opens one at the same time, the one with the lower number is kept. */
async function openIssue(store: IssueStore, subject: TrackedTokens, mark: Mark): Promise<TrackResult> {
  const { labels, assignees, texts } = subject;
  const issue = await store.create({
    title: redactTokens(texts.title),
    body: formatIssueText(mark, texts),
    labels,
  });
  const { ours, others } = await findIssues(store, subject);
  const kept = await closeDuplicates(store, [{ issue, mark }, ...ours]);
  const isOurs = kept === null || kept.issue.number === issue.number;
  const notAssigned = isOurs && assignees.length > 0 ? await store.assign(issue, assignees) : [];
  const decision = isOurs ? "open" : "leave";
  return { issue: kept?.issue ?? issue, decision, notAssigned, isLocked: false, others };
}

/** Finds the issues that this run may change, and the open ones of the place that it must not change. */
async function findIssues(
  store: IssueStore,
  { placeId, labels, token }: TrackedTokens,
): Promise<{ ours: readonly MarkedIssue[]; others: readonly Issue[] }> {
  const issues = await store.list(labels[0]);
  const marked = issues.flatMap((issue) => {
    const found = readMark(issue.text);
    return found?.id === placeId && found.duplicateOf === undefined ? [{ issue, mark: found }] : [];
  });
  const own = await Promise.all(marked.map(({ issue }) => store.isOwn(issue)));
  const ofPlace = marked.filter((_, index) => own[index]);
  const ours = selectOwnedIssues(ofPlace, token);
  const others = ofPlace.filter((each) => each.issue.isOpen && !ours.includes(each));
  return { ours, others: others.map(({ issue }) => issue) };
}

/**
 * Closes issues that concurrent runs opened, with a note that names the one that is kept.
 *
 * @returns the first open issue, otherwise the latest one; null if there is none
 */
async function closeDuplicates(store: IssueStore, ours: readonly MarkedIssue[]): Promise<MarkedIssue | null> {
  const all = [...new Map(ours.map((each) => [each.issue.number, each])).values()].sort(
    (one, other) => one.issue.number - other.issue.number,
  );
  const [first, ...surplus] = all.filter(({ issue }) => issue.isOpen);
  for (const { issue, mark: found } of surplus) {
    const note = `Duplicate of #${first!.issue.number}, which another run opened for the same token at the same time.`;
    const body = replaceMarkedText(
      issue.text,
      formatMarkedText({ ...found, duplicateOf: first!.issue.number }, note),
    );
    await store.change(issue, { body, state: "closed", state_reason: "not_planned" });
  }
  return first ?? all.at(-1) ?? null;
}

function formatIssueText(mark: Mark, { content, footer }: IssueTexts): string {
  return formatMarkedText(mark, redactTokens(`${content.trim()}\n\n---\n${footer}`));
}

/** Creates a mark that is the same for the same news, to avoid duplicate comments. */
function createCommentMark(
  id: string,
  what: string,
  { notifiedStages, openCount }: IssueHistory,
  news: readonly string[],
): string {
  return `${id} ${what} ${openCount} ${createDigest([...news].sort().map((token) => [token, notifiedStages[token]]))}`;
}
