import type { Label, Repository, StoredComment, StoredIssue } from "../accounts.js";
import type { RequestContext, Site } from "../server/environment.js";
import { isSameName } from "../values.js";
import { findLabel } from "./issues.js";

/** Returns a label in the format of GitHub's responses. */
export function presentLabel(c: RequestContext, label: Label): object {
  return {
    ...label,
    node_id: `LA_${label.id}`,
    url: `${getRepositoryUrl(c)}/labels/${encodeURIComponent(label.name)}`,
    default: false,
  };
}

/** Returns an issue in the format of GitHub's responses. Pull requests have a `pull_request`. */
export function presentIssue(
  c: RequestContext,
  site: Site,
  issue: StoredIssue,
): { readonly url: string; readonly [field: string]: unknown } {
  const { repository } = c.var;
  const { title, body, state, number, state_reason, created_at, updated_at, closed_at } = issue;
  const url = `${getRepositoryUrl(c)}/issues/${number}`;
  const htmlUrl = getIssueHtmlUrl(site, issue);
  const assignees = issue.assignees.map((login) => presentUser(site, login));
  const pullUrl = `${getRepositoryUrl(c)}/pulls/${number}`;
  const pull = {
    url: pullUrl,
    html_url: htmlUrl,
    diff_url: `${htmlUrl}.diff`,
    patch_url: `${htmlUrl}.patch`,
    merged_at: null,
  };
  return {
    number,
    title,
    body,
    state,
    state_reason,
    created_at,
    updated_at,
    closed_at,
    id: repository.id * 1000 + number,
    node_id: `I_${repository.id}_${number}`,
    url,
    repository_url: getRepositoryUrl(c),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: htmlUrl,
    user: presentUser(site, issue.user),
    labels: issue.labels
      .flatMap((name) => findLabel(repository, name) ?? [])
      .map((label) => presentLabel(c, label)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: issue.locked,
    active_lock_reason: null,
    comments: issue.comments.length,
    author_association: getAssociation(repository, issue.user),
    ...(issue.pull_request ? { draft: false, pull_request: pull } : {}),
  };
}

/** Returns a comment in the format of GitHub's responses. */
export function presentComment(
  c: RequestContext,
  site: Site,
  issue: StoredIssue,
  comment: StoredComment,
): object {
  return {
    ...comment,
    node_id: `IC_${comment.id}`,
    url: `${getRepositoryUrl(c)}/issues/comments/${comment.id}`,
    issue_url: `${getRepositoryUrl(c)}/issues/${issue.number}`,
    html_url: `${getIssueHtmlUrl(site, issue)}#issuecomment-${comment.id}`,
    user: presentUser(site, comment.user),
    author_association: getAssociation(c.var.repository, comment.user),
  };
}

/** Returns the address of the repository, below the base that the caller used. */
function getRepositoryUrl(c: RequestContext): string {
  return `${getApiRoot(c)}/repos/${c.var.repository.fullName}`;
}

/** Returns the address of the API that the caller used, without a trailing slash. */
export function getApiRoot(c: RequestContext): string {
  const { origin, pathname } = new URL(c.req.url);
  return origin + pathname.slice(0, pathname.search(/\/(?:repos|repositories)\//));
}

function getIssueHtmlUrl(
  { serverUrl }: Site,
  { repository, number, pull_request: isPullRequest }: StoredIssue,
): string {
  return `${serverUrl}/${repository}/${isPullRequest ? "pull" : "issues"}/${number}`;
}

/**
 * Returns the association of an author with the repository. Users that issues can be assigned to count as
 * collaborators. Apps have none.
 */
export function getAssociation(
  { owner, assignable }: Repository,
  login: string,
): "OWNER" | "COLLABORATOR" | "NONE" {
  if (isSameName(owner, login)) return "OWNER";
  return assignable.some((name) => isSameName(name, login)) ? "COLLABORATOR" : "NONE";
}

function presentUser({ serverUrl }: Site, login: string): object {
  const isBot = login.endsWith("[bot]");
  const htmlUrl = isBot ? `${serverUrl}/apps/${login.slice(0, -"[bot]".length)}` : `${serverUrl}/${login}`;
  return { login, type: isBot ? "Bot" : "User", html_url: htmlUrl, site_admin: false };
}
