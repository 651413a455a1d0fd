import { HuntInputError } from "@huntkit/core";
import { getRepository, type Repository } from "../clients.js";
import type { Inputs } from "../inputs/inputs.js";

/** The inputs of the tracking issue, checked. */
export interface IssueInputs {
  readonly repository: Repository;
  /** Undefined where there is none: then nothing can be tracked, and that is said. */
  readonly token: string | undefined;
  /** The issue is found by the first one. */
  readonly labels: readonly [string, ...string[]];
  readonly assignees: readonly string[];
  /** Tells the tokens of one instance apart. */
  readonly key: string;
}

/** GitHub's limits (GitHub Docs, "REST API endpoints for labels" and "for issue assignees"). */
const labelLength = 50;
const assigneeCount = 10;

/**
 * Converts the inputs of the tracking issue, or returns undefined if `issue` is not set.
 *
 * @throws {HuntInputError} for what GitHub would reject
 */
export function toIssueInputs(inputs: Inputs, env: NodeJS.ProcessEnv): IssueInputs | undefined {
  if (!inputs.issue) return undefined;
  const { githubToken, issueLabels, issueKey, tokenDescription } = inputs;
  const assignees = inputs.issueAssignees.map((login) => login.replace(/^@/, ""));
  const long = issueLabels.find((name) => Array.from(name).length > labelLength);
  if (long)
    throw new HuntInputError(
      "issue-labels",
      "length",
      `Invalid value "${long}" for 'issue-labels'. GitHub allows at most ${labelLength} characters.`,
    );
  if (assignees.length > assigneeCount) {
    throw new HuntInputError(
      "issue-assignees",
      "count",
      `Input 'issue-assignees' has ${assignees.length} logins, and GitHub assigns an issue to at most ${assigneeCount}. Remove some.`,
    );
  }
  const [first = "hunt-token", ...others] = issueLabels;
  return {
    repository: getRepository(env),
    token: githubToken,
    labels: [first, ...others],
    assignees,
    key: issueKey ?? tokenDescription ?? "",
  };
}
