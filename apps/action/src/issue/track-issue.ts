import { decideOnIssue, type Decision, type CheckOutcome, type IssueHistory } from "./decide-on-issue.js";
import { formatMarkedText, readMark, replaceMarkedText, type Mark, createDigest } from "./marked-text.js";
import type { Issue, IssueStore } from "./issue-store.js";

/** What an issue says, in Markdown; text of others in it is inert. */
export interface IssueTexts {
  readonly title: string;
  /** What is known and what to do: compared with what the issue says already. */
  readonly content: string;
  /** What may differ from run to run without being news, such as a link to the run. */
  readonly footer: string;
  /** What a comment says of tokens that need attention. `tokens` are the fingerprints that it is about. */
  readonly news: (tokens: readonly string[]) => string;
  /** What a comment says when all is well. `told` are the fingerprints that the issue told of. */
  readonly closing: (told: readonly string[]) => string;
}

/** What is tracked, and how it is said. */
export interface TrackedTokens {
  readonly placeId: string;
  readonly labels: readonly [string, ...string[]];
  readonly assignees: readonly string[];
  /** Tokens that need attention, with their stages; none where all is well. */
  readonly tokens: Record<string, number>;
  /** Tokens that work and need nobody yet, with their stages; none where nothing is known of them. */
  readonly accepted?: Record<string, number>;
  readonly words: IssueTexts;
}

/** What was done. */
export interface TrackResult {
  /** The issue; null where there is none and none is needed. */
  readonly issue: Issue | null;
  readonly decision: Decision["kind"];
  /** Logins that could not be assigned. */
  readonly notAssigned: readonly string[];
}

interface OwnedIssue {
  readonly issue: Issue;
  readonly mark: Mark;
}

/** Brings a place's issue in line with what was found. Nothing is sent but the list where nothing is to be done. */
export async function trackIssue(store: IssueStore, subject: TrackedTokens): Promise<TrackResult> {
  const { placeId, labels, tokens, accepted = {}, words } = subject;
  const contentDigest = createDigest(words.content);
  const outcome: CheckOutcome =
    Object.keys(tokens).length > 0
      ? { kind: "alarm", tokens, contentDigest }
      : { kind: "well", accepted, contentDigest };
  const ours = await findOwnedIssues(store, placeId, labels[0]);
  const current = await closeDuplicates(store, ours);
  const decision = decideOnIssue(
    outcome,
    current && {
      isOpen: current.issue.isOpen,
      history: current.mark.history,
      contentDigest: current.mark.contentDigest,
    },
  );
  if (decision.kind === "open")
    return openIssue(store, subject, { id: placeId, history: decision.history, contentDigest });
  if (current && decision.kind !== "leave")
    await applyDecision(store, current, decision, words, contentDigest);
  return { issue: current?.issue ?? null, decision: decision.kind, notAssigned: [] };
}

/** A comment goes before the change that notes it: cut off in between, the next run finds it, and does not repeat it. */
async function applyDecision(
  store: IssueStore,
  { issue, mark: { id, history: before } }: OwnedIssue,
  decision: Exclude<Decision, { kind: "leave" }>,
  words: IssueTexts,
  contentDigest: string,
): Promise<void> {
  const { kind, history } = decision;
  if ("news" in decision)
    await store.comment(
      issue,
      words.news(decision.news),
      createCommentMark(id, "news", history, decision.news),
    );
  if (kind === "close")
    await store.comment(
      issue,
      words.closing(Object.keys(before.notifiedStages)),
      createCommentMark(id, "closing", history, []),
    );
  await store.change(issue, {
    body: replaceMarkedText(issue.text, formatIssueText({ id, history, contentDigest }, words)),
    ...(kind === "close" && { state: "closed", state_reason: "completed" }),
    ...(kind === "reopen" && { state: "open", state_reason: "reopened" }),
  });
}

/** Opens an issue. Where another run opened one in the same moment, the one with the lower number stays. */
async function openIssue(
  store: IssueStore,
  { placeId, labels, assignees, words }: TrackedTokens,
  made: Mark,
): Promise<TrackResult> {
  const issue = await store.create({ title: words.title, body: formatIssueText(made, words), labels });
  const kept = await closeDuplicates(store, [
    { issue, mark: made },
    ...(await findOwnedIssues(store, placeId, labels[0])),
  ]);
  const isOurs = kept === null || kept.issue.number === issue.number;
  const notAssigned = isOurs && assignees.length > 0 ? await store.assign(issue, assignees) : [];
  return { issue: kept?.issue ?? issue, decision: isOurs ? "open" : "leave", notAssigned };
}

async function findOwnedIssues(store: IssueStore, placeId: string, label: string): Promise<OwnedIssue[]> {
  const issues = await store.list(label);
  return issues.flatMap((issue) => {
    const found = readMark(issue.text);
    return found?.id === placeId && found.duplicateOf === undefined ? [{ issue, mark: found }] : [];
  });
}

/**
 * The place's issue: of those that are open the first, else the latest. Further open ones come from runs at the same time;
 * each of these runs, and every later one, closes them, and notes in them which one goes on.
 */
async function closeDuplicates(store: IssueStore, ours: readonly OwnedIssue[]): Promise<OwnedIssue | null> {
  const all = [...new Map(ours.map((each) => [each.issue.number, each])).values()].sort(
    (one, other) => one.issue.number - other.issue.number,
  );
  const [first, ...surplus] = all.filter(({ issue }) => issue.isOpen);
  for (const { issue, mark: found } of surplus) {
    const note = `Another run opened #${first!.issue.number} for the same token at the same time; that one goes on.`;
    const body = replaceMarkedText(
      issue.text,
      formatMarkedText({ ...found, duplicateOf: first!.issue.number }, note),
    );
    await store.change(issue, { body, state: "closed", state_reason: "not_planned" });
  }
  return first ?? all.at(-1) ?? null;
}

function formatIssueText(made: Mark, { content, footer }: IssueTexts): string {
  return formatMarkedText(made, `${content.trim()}\n\n---\n${footer}`);
}

/** The same for the same news of the same round, so that nobody is told twice. */
function createCommentMark(
  id: string,
  what: string,
  { notifiedStages, openCount }: IssueHistory,
  news: readonly string[],
): string {
  return `${id} ${what} ${openCount} ${createDigest([...news].sort().map((token) => [token, notifiedStages[token]]))}`;
}
