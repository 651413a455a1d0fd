import type { TokenHealth } from "@huntkit/core";
import type { Issue } from "./issue-store.js";
import { createDigest, type Mark, type RecordMark } from "./marked-text.js";

/** An issue with our mark. */
export interface MarkedIssue {
  readonly issue: Issue;
  readonly mark: Mark;
}

/** The token that a run checked. */
export interface CheckedToken {
  readonly fingerprint: string;
  /** Null if HUNT did not return which of its records is the token's. */
  readonly record: RecordMark | null;
}

/** Returns what identifies the checked token. A record that is only a guess is unknown. */
export function toCheckedToken({
  fingerprint,
  user,
  description,
  createdAt,
  match,
}: TokenHealth): CheckedToken {
  const isKnown = match !== null && match.by !== "earliest" && createdAt !== null;
  return { fingerprint, record: isKnown ? { name: createDigest([user, description]), createdAt } : null };
}

/**
 * Returns the issues of a place that a run may change. If the inputs identify the place, these are all.
 * Otherwise several secrets may share the place, so these are the issues that were about this token, or about
 * one that it replaces: a newer token of the same owner with the same description. If there is none, these
 * are the issues about tokens whose record HUNT never returned.
 *
 * @param token undefined if the inputs identify the place
 */
export function selectOwnedIssues(
  issues: readonly MarkedIssue[],
  token: CheckedToken | undefined,
): readonly MarkedIssue[] {
  if (token === undefined) return issues;
  const proven = issues.filter(({ mark }) => isAbout(mark, token));
  return proven.length > 0 ? proven : issues.filter(({ mark }) => mark.record === undefined);
}

function isAbout({ history, record: former }: Mark, { fingerprint, record }: CheckedToken): boolean {
  if (fingerprint in history.notifiedStages) return true;
  if (former === undefined || record === null) return false;
  return record.name === former.name && Date.parse(record.createdAt) >= Date.parse(former.createdAt);
}
