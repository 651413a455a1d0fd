import { GitHubError, createValidationError } from "../server/errors.js";
import { isSameName } from "../values.js";
import type { StoredIssue } from "../accounts.js";

type Query = Readonly<Record<string, string>>;

const orders: Readonly<Record<string, (issue: StoredIssue) => string | number>> = {
  created: (issue) => issue.created_at,
  updated: (issue) => issue.updated_at,
  comments: (issue) => issue.comments.length,
};

/** GitHub's parameters that this fake does not support. */
const unsupported = ["milestone", "mentioned", "type", "since"];

/**
 * Returns the issues and pull requests that match a query. Default: open ones, newest first (GitHub's
 * documentation, "List repository issues").
 *
 * @throws {GitHubError} 422 for a state or order that does not exist, 501 for a parameter that this fake does
 * not support
 */
export function selectIssues(issues: readonly StoredIssue[], query: Query): StoredIssue[] {
  const unknown = unsupported.find((name) => query[name] !== undefined);
  if (unknown !== undefined)
    throw new GitHubError(501, `The fake GitHub does not support the parameter '${unknown}'.`);
  const { state = "open", sort = "created", direction = "desc", labels = "", creator, assignee } = query;
  requireOneOf("state", state, ["open", "closed", "all"]);
  requireOneOf("sort", sort, Object.keys(orders));
  requireOneOf("direction", direction, ["asc", "desc"]);
  const wanted = labels
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const selected = issues.filter(
    (issue) =>
      issue.gone === undefined &&
      (state === "all" || issue.state === state) &&
      (creator === undefined || isSameName(issue.user, creator)) &&
      (assignee === undefined || isAssigned(issue, assignee)) &&
      wanted.every((name) => issue.labels.some((label) => isSameName(label, name))),
  );
  const key = orders[sort]!;
  const sign = direction === "asc" ? 1 : -1;
  return selected.sort((one, other) => sign * (compare(key(one), key(other)) || one.number - other.number));
}

function isAssigned({ assignees }: StoredIssue, assignee: string): boolean {
  if (assignee === "none") return assignees.length === 0;
  return assignee === "*" ? assignees.length > 0 : assignees.some((login) => isSameName(login, assignee));
}

function requireOneOf(field: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value))
    throw createValidationError({ value, resource: "Issue", field, code: "invalid" });
}

function compare<T extends string | number>(one: T, other: T): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
