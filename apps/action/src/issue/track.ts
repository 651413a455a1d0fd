import { decide, type Decision, type Standing, type Story } from "./decide.js";
import { mark, readMark, replaceMarked, type Mark } from "./marked-text.js";
import { digest } from "./place.js";
import type { Issue, IssueStore } from "./store.js";

/** What an issue says, in Markdown; text of others in it is inert. */
export interface Words {
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
export interface Subject {
  readonly placeId: string;
  readonly labels: readonly [string, ...string[]];
  readonly assignees: readonly string[];
  /** Tokens that need attention, with their stages; none where all is well. */
  readonly tokens: Record<string, number>;
  /** Tokens that work and need nobody yet, with their stages; none where nothing is known of them. */
  readonly accepted?: Record<string, number>;
  readonly words: Words;
}

/** What was done. */
export interface Tracked {
  /** The issue; null where there is none and none is needed. */
  readonly issue: Issue | null;
  readonly did: Decision["kind"];
  /** Logins that could not be assigned. */
  readonly notAssigned: readonly string[];
}

interface Ours {
  readonly issue: Issue;
  readonly mark: Mark;
}

/** Brings a place's issue in line with what was found. Nothing is sent but the list where nothing is to be done. */
export async function track(store: IssueStore, subject: Subject): Promise<Tracked> {
  const { placeId, labels, tokens, accepted = {}, words } = subject;
  const says = digest(words.content);
  const standing: Standing =
    Object.keys(tokens).length > 0 ? { kind: "alarm", tokens, says } : { kind: "well", accepted, says };
  const ours = await oursOf(store, placeId, labels[0]);
  const current = await keepOne(store, ours);
  const decision = decide(
    standing,
    current && { isOpen: current.issue.isOpen, story: current.mark.story, says: current.mark.says },
  );
  if (decision.kind === "open") return open(store, subject, { id: placeId, story: decision.story, says });
  if (current && decision.kind !== "leave") await carryOut(store, current, decision, words, says);
  return { issue: current?.issue ?? null, did: decision.kind, notAssigned: [] };
}

/** A comment goes before the change that notes it: cut off in between, the next run finds it, and does not repeat it. */
async function carryOut(
  store: IssueStore,
  { issue, mark: { id, story: before } }: Ours,
  decision: Exclude<Decision, { kind: "leave" }>,
  words: Words,
  says: string,
): Promise<void> {
  const { kind, story } = decision;
  if ("news" in decision)
    await store.comment(issue, words.news(decision.news), commentMark(id, "news", story, decision.news));
  if (kind === "close")
    await store.comment(
      issue,
      words.closing(Object.keys(before.told)),
      commentMark(id, "closing", story, []),
    );
  await store.change(issue, {
    body: replaceMarked(issue.text, textOf({ id, story, says }, words)),
    ...(kind === "close" && { state: "closed", state_reason: "completed" }),
    ...(kind === "reopen" && { state: "open", state_reason: "reopened" }),
  });
}

/** Opens an issue. Where another run opened one in the same moment, the one with the lower number stays. */
async function open(
  store: IssueStore,
  { placeId, labels, assignees, words }: Subject,
  made: Mark,
): Promise<Tracked> {
  const issue = await store.create({ title: words.title, body: textOf(made, words), labels });
  const kept = await keepOne(store, [{ issue, mark: made }, ...(await oursOf(store, placeId, labels[0]))]);
  const isOurs = kept === null || kept.issue.number === issue.number;
  const notAssigned = isOurs && assignees.length > 0 ? await store.assign(issue, assignees) : [];
  return { issue: kept?.issue ?? issue, did: isOurs ? "open" : "leave", notAssigned };
}

async function oursOf(store: IssueStore, placeId: string, label: string): Promise<Ours[]> {
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
async function keepOne(store: IssueStore, ours: readonly Ours[]): Promise<Ours | null> {
  const all = [...new Map(ours.map((each) => [each.issue.number, each])).values()].sort(
    (one, other) => one.issue.number - other.issue.number,
  );
  const [first, ...surplus] = all.filter(({ issue }) => issue.isOpen);
  for (const { issue, mark: found } of surplus) {
    const note = `Another run opened #${first!.issue.number} for the same token at the same time; that one goes on.`;
    const body = replaceMarked(issue.text, mark({ ...found, duplicateOf: first!.issue.number }, note));
    await store.change(issue, { body, state: "closed", state_reason: "not_planned" });
  }
  return first ?? all.at(-1) ?? null;
}

function textOf(made: Mark, { content, footer }: Words): string {
  return mark(made, `${content.trim()}\n\n---\n${footer}`);
}

/** The same for the same news of the same round, so that nobody is told twice. */
function commentMark(id: string, what: string, { told, round }: Story, news: readonly string[]): string {
  return `${id} ${what} ${round} ${digest([...news].sort().map((token) => [token, told[token]]))}`;
}
