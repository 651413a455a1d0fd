import type { Label, Repository, StoredComment, StoredIssue } from "../accounts.js";
import type { RequestContext, Site } from "../server/environment.js";
import { sameName } from "../values.js";
import { findLabel } from "./issues.js";

/** A label as GitHub answers it. */
export function presentLabel(c: RequestContext, label: Label): object {
  return {
    ...label,
    node_id: `LA_${label.id}`,
    url: `${repositoryUrl(c)}/labels/${encodeURIComponent(label.name)}`,
    default: false,
  };
}

/** An issue as GitHub answers it. A pull request is one with `pull_request`. */
export function presentIssue(
  c: RequestContext,
  site: Site,
  issue: StoredIssue,
): { readonly url: string; readonly [field: string]: unknown } {
  const { repository } = c.var;
  const { title, body, state, number, state_reason, created_at, updated_at, closed_at } = issue;
  const url = `${repositoryUrl(c)}/issues/${number}`;
  const htmlUrl = issueHtmlUrl(site, issue);
  const assignees = issue.assignees.map((login) => user(site, login));
  const pullUrl = `${repositoryUrl(c)}/pulls/${number}`;
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
    repository_url: repositoryUrl(c),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: htmlUrl,
    user: user(site, issue.user),
    labels: issue.labels
      .flatMap((name) => findLabel(repository, name) ?? [])
      .map((label) => presentLabel(c, label)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    author_association: association(repository, issue.user),
    ...(issue.pull_request ? { draft: false, pull_request: pull } : {}),
  };
}

/** A comment as GitHub answers it. */
export function presentComment(
  c: RequestContext,
  site: Site,
  issue: StoredIssue,
  comment: StoredComment,
): object {
  return {
    ...comment,
    node_id: `IC_${comment.id}`,
    url: `${repositoryUrl(c)}/issues/comments/${comment.id}`,
    issue_url: `${repositoryUrl(c)}/issues/${issue.number}`,
    html_url: `${issueHtmlUrl(site, issue)}#issuecomment-${comment.id}`,
    user: user(site, comment.user),
    author_association: association(c.var.repository, comment.user),
  };
}

/** Where a caller finds the repository: under the base that the caller used. */
function repositoryUrl(c: RequestContext): string {
  const { origin, pathname } = new URL(c.req.url);
  const base = pathname.slice(0, pathname.search(/\/(?:repos|repositories)\//));
  return `${origin}${base}/repos/${c.var.repository.fullName}`;
}

function issueHtmlUrl(
  { serverUrl }: Site,
  { repository, number, pull_request: isPullRequest }: StoredIssue,
): string {
  return `${serverUrl}/${repository}/${isPullRequest ? "pull" : "issues"}/${number}`;
}

/** What an author is to the repository, for which those count as having access whom issues can be assigned to. Apps are nothing to it. */
export function association(
  { owner, assignable }: Repository,
  login: string,
): "OWNER" | "COLLABORATOR" | "NONE" {
  if (sameName(owner, login)) return "OWNER";
  return assignable.some((name) => sameName(name, login)) ? "COLLABORATOR" : "NONE";
}

function user({ serverUrl }: Site, login: string): object {
  const isBot = login.endsWith("[bot]");
  const htmlUrl = isBot ? `${serverUrl}/apps/${login.slice(0, -"[bot]".length)}` : `${serverUrl}/${login}`;
  return { login, type: isBot ? "Bot" : "User", html_url: htmlUrl, site_admin: false };
}
