import { Hono } from "hono";
import type { StoredComment, StoredIssue } from "../accounts.js";
import { readBody, readRequiredText } from "../server/body.js";
import type { Environment, RequestContext } from "../server/environment.js";
import { createForbiddenError, createNotFoundError } from "../server/errors.js";
import { requireOnePermission } from "../server/middleware.js";
import { takePage } from "../server/paging.js";
import { checkComment } from "./change-issue.js";
import { findIssue, type IssueParts } from "./issue-routes.js";
import { addComment } from "./issues.js";
import { presentComment } from "./present.js";

/**
 * `/repos/{owner}/{repo}/issues/{number}/comments`, oldest first, and `.../issues/comments/{id}` (GitHub's
 * documentation, "REST API endpoints for issue comments"). For a pull request, the permission to write pull
 * requests is sufficient.
 */
export function createCommentRoutes({ site, time }: IssueParts): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.get("/:number/comments", (c) => {
    const issue = requireComments(c, findIssue(c));
    return c.json(takePage(c, issue.comments).map((comment) => presentComment(c, site, issue, comment)));
  });

  routes.post("/:number/comments", (c) => {
    const issue = requireComments(c, findIssue(c));
    const body = checkComment(readRequiredText(readBody(c), "body"));
    if (issue.locked && c.var.caller.kind === "installation")
      throw createForbiddenError("Unable to create comment because issue is locked.");
    const comment = addComment(issue, { user: c.var.caller.login, body }, time());
    return c.json(presentComment(c, site, issue, comment), 201);
  });

  routes.patch("/comments/:id", (c) => {
    const { issue, comment } = findComment(c);
    comment.body = checkComment(readRequiredText(readBody(c), "body"));
    comment.updated_at = time();
    return c.json(presentComment(c, site, issue, comment));
  });

  routes.delete("/comments/:id", (c) => {
    const { issue, comment } = findComment(c);
    issue.comments.splice(issue.comments.indexOf(comment), 1);
    return c.body(null, 204);
  });

  return routes;
}

function findComment(c: RequestContext): { issue: StoredIssue; comment: StoredComment } {
  for (const issue of c.var.repository.issues) {
    const comment = issue.comments.find(({ id }) => String(id) === c.req.param("id"));
    if (comment && !issue.gone) return { issue: requireComments(c, issue), comment };
  }
  throw createNotFoundError();
}

function requireComments(c: RequestContext, issue: StoredIssue): StoredIssue {
  requireOnePermission(c, issue.pull_request ? ["issues", "pull_requests"] : ["issues"]);
  return issue;
}
