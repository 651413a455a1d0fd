import type { TokenHealth } from "@huntkit/core";
import { isGuess } from "@huntkit/core/internal";
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
  /** HUNT's record of the token. Null if it is unknown which record that is. */
  readonly record: RecordMark | null;
}

/** Returns what identifies the checked token. A record that is only a guess is not used. */
export function toCheckedToken(health: TokenHealth): CheckedToken {
  const { fingerprint, user, description, createdAt, match } = health;
  if (match === null || isGuess(health) || createdAt === null) return { fingerprint, record: null };
  return { fingerprint, record: { name: createDigest([user, description]), createdAt } };
}

/**
 * Returns the issues of a place that a run may change. If the inputs identify the place, these are all issues.
 * Otherwise, several secrets may share the place. Then these are the issues about this token, or about one that it
 * replaces: an older token of the same owner with the same description. If there are none, these are the issues
 * about tokens without a known record.
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
