import { HuntInputError } from "@huntkit/core";
import { repositoryOf, type Repository } from "../github/client.js";
import { readFlag, readNames, readSecret, readText } from "../inputs/read.js";
import type { Environment } from "../environment.js";

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
 * Reads the inputs of the tracking issue, or gives undefined where none is wanted.
 *
 * @throws {HuntInputError} for what GitHub would refuse, and for inputs that do nothing without `issue: true`
 */
export function readIssueInputs(env: Environment): IssueInputs | undefined {
  const token = readSecret("github-token");
  const labels = readNames("issue-labels");
  const assignees = readNames("issue-assignees").map((login) => login.replace(/^@/, ""));
  const key = readText("issue-key");
  if (!readFlag("issue"))
    return refuseLeftovers({ "issue-labels": labels, "issue-assignees": assignees, "issue-key": key ?? "" });
  const [first = "hunt-token", ...others] = labels;
  const long = labels.find((name) => Array.from(name).length > labelLength);
  if (long)
    throw new HuntInputError(
      "issue-labels",
      "length",
      `issue-labels: "${long}" is longer than the ${labelLength} characters that GitHub allows. Shorten it.`,
    );
  if (assignees.length > assigneeCount) {
    throw new HuntInputError(
      "issue-assignees",
      "count",
      `issue-assignees: there are ${assignees.length}, and GitHub assigns an issue to ${assigneeCount} at most. Name fewer.`,
    );
  }
  return {
    repository: repositoryOf(env),
    token,
    labels: [first, ...others],
    assignees,
    key: key ?? readText("token-description") ?? "",
  };
}

function refuseLeftovers(given: Record<string, string | readonly string[]>): undefined {
  const [name] = Object.entries(given).find(([, value]) => value.length > 0) ?? [];
  if (name)
    throw new HuntInputError(
      name,
      "combination",
      `${name}: it is for the tracking issue, and none is asked for. Add issue: true, or remove it.`,
    );
}
