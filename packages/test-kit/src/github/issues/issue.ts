import type { Accounts, Repository, StoredIssue } from "../accounts.js";
import { labelsForIssue } from "./labels.js";

/** An issue that is there from the start: a title, and of the rest what is not to be as omitted. */
export type SeededIssue = Pick<StoredIssue, "title"> & Partial<Omit<StoredIssue, "number" | "comments">>;

/**
 * Stores an issue that is there from the start. Labels that its repository lacks are made.
 *
 * @param given in the first repository, open and by `octocat` when omitted
 * @throws {TypeError} for a repository that does not exist
 */
export function seedIssue({ repositories }: Accounts, given: SeededIssue, time: string): void {
  const name = given.repository ?? repositories[0]?.fullName;
  const repository = repositories.find(({ fullName }) => fullName === name);
  if (repository === undefined)
    throw new TypeError(`The issue '${given.title}' is for the repository '${name}', which does not exist.`);
  addIssue(repository, { ...given, labels: labelsForIssue(repository, given.labels ?? []) }, time);
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
    ...given,
    repository: repository.fullName,
    number: repository.issues.length + 1,
    comments: [],
  };
  repository.issues.push(issue);
  return issue;
}
