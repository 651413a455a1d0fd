import type { Accounts, GoneIssue, Label, Repository, StoredComment, StoredIssue } from "../accounts.js";
import { createValidationError } from "../server/errors.js";
import { isObject, countCharacters, isSameName } from "../values.js";

/** An issue that exists from the start. Only the title is required. */
export type SeededIssue = Pick<StoredIssue, "title"> & Partial<Omit<StoredIssue, "number" | "comments">>;

/**
 * Stores an issue that exists from the start, and creates the labels that its repository lacks.
 *
 * @param given the issue. Default: open, by `octocat`, in the first repository.
 * @throws {TypeError} for a repository that does not exist
 */
export function seedIssue({ repositories }: Accounts, given: SeededIssue, time: string): void {
  const name = given.repository ?? repositories[0]?.fullName;
  const repository = repositories.find(({ fullName }) => fullName === name);
  if (repository === undefined)
    throw new TypeError(`The issue '${given.title}' is for the repository '${name}', which does not exist.`);
  addIssue(repository, { ...given, labels: storeLabels(repository, given.labels ?? []) }, time);
}

/** Stores an issue under the next number of its repository. */
export function addIssue(repository: Repository, given: SeededIssue, time: string): StoredIssue {
  const closed = given.state === "closed";
  const issue: StoredIssue = {
    pull_request: false,
    body: null,
    state: "open",
    state_reason: closed ? "completed" : null,
    labels: [],
    assignees: [],
    user: "octocat",
    created_at: time,
    updated_at: time,
    closed_at: closed ? time : null,
    locked: false,
    pinned: false,
    ...given,
    repository: repository.fullName,
    number: repository.issues.length + 1,
    comments: [],
  };
  repository.issues.push(issue);
  return issue;
}

/**
 * Removes an issue as users do in a browser. A transferred issue gets a number in the other repository.
 *
 * @throws {TypeError} if the issue does not exist, or there is no other repository to transfer it to
 */
export function removeIssue(accounts: Accounts, name: string, number: number, kind: GoneIssue["kind"]): void {
  const issue = requireIssue(accounts, name, number);
  const target = accounts.repositories.find(({ fullName }) => fullName !== name);
  if (kind !== "transferred") issue.gone = { kind };
  else if (target === undefined)
    throw new TypeError("There is no other repository to transfer the issue to.");
  else {
    const moved = addIssue(target, structuredClone(issue), issue.updated_at);
    issue.gone = { kind, url: `/repositories/${target.id}/issues/${moved.number}` };
  }
}

/**
 * Locks the conversation of an issue.
 *
 * @throws {TypeError} if the issue does not exist
 */
export function lockIssue(accounts: Accounts, name: string, number: number): void {
  requireIssue(accounts, name, number).locked = true;
}

/**
 * Pins an issue.
 *
 * @throws {TypeError} if the issue does not exist
 */
export function pinIssue(accounts: Accounts, name: string, number: number): void {
  requireIssue(accounts, name, number).pinned = true;
}

/** @throws {TypeError} if the issue does not exist */
export function requireIssue({ repositories }: Accounts, name: string, number: number): StoredIssue {
  const repository = repositories.find(({ fullName }) => fullName === name);
  const issue = repository?.issues.find((each) => each.number === number);
  if (issue === undefined) throw new TypeError(`${name} has no issue ${number}.`);
  return issue;
}

/** Adds a comment. An ID is not used again after the comment was deleted. */
export function addComment(
  issue: StoredIssue,
  { user, body }: Pick<StoredComment, "user" | "body">,
  time: string,
): StoredComment {
  lastCommentId += 1;
  const comment = { id: lastCommentId, user, body, created_at: time, updated_at: time };
  issue.comments.push(comment);
  issue.updated_at = time;
  return comment;
}

let lastCommentId = 1_000_000;

/** Maximum number of characters of a label's name. */
export const LABEL_LENGTH = 50;

/** Color of a label that is created without one. */
export const DEFAULT_COLOR = "ededed";

/** Returns a repository's label by its name, which is case-insensitive. */
export function findLabel({ labels }: Repository, name: string): Label | undefined {
  return labels.find((label) => isSameName(label.name, name));
}

/** Adds a label to a repository. */
export function addLabel({ id, labels }: Repository, label: Omit<Label, "id">): Label {
  const added = { id: id * 1000 + labels.length, ...label };
  labels.push(added);
  return added;
}

/**
 * Returns the names of an issue's labels without duplicates, and creates labels that the repository lacks.
 *
 * @param given the `labels` of a request: names, or objects with a `name`
 * @throws {GitHubError} 422 for a name that is empty or too long, before any label is created
 */
export function storeLabels(repository: Repository, given: readonly unknown[]): string[] {
  const names = given.map((label) => (isObject(label) ? label["name"] : label));
  const wrong = names.filter(
    (name) => typeof name !== "string" || name.trim() === "" || countCharacters(name) > LABEL_LENGTH,
  );
  if (wrong.length > 0)
    throw createValidationError({ value: wrong[0], resource: "Label", field: "name", code: "invalid" });
  const labels = names
    .map(String)
    .map(
      (name) =>
        findLabel(repository, name) ??
        addLabel(repository, { name, color: DEFAULT_COLOR, description: null }),
    );
  return [...new Set(labels.map(({ name }) => name))];
}
