import { Hono } from "hono";
import { readBody, requiredText } from "../server/body.js";
import type { Environment } from "../server/environment.js";
import { page } from "../server/paging.js";
import { checkComment } from "./fields.js";
import { findIssue } from "./find-issue.js";
import type { IssueParts } from "./issue-routes.js";
import { presentComment } from "./present.js";

/** `/repos/{owner}/{repo}/issues/{number}/comments`, oldest first (GitHub's documentation, "REST API endpoints for issue comments"). */
export function commentRoutes({ site, time }: IssueParts): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.get("/", (c) => {
    const issue = findIssue(c);
    return c.json(page(c, issue.comments).map((comment) => presentComment(c, site, issue, comment)));
  });

  routes.post("/", (c) => {
    const issue = findIssue(c);
    const body = checkComment(requiredText(readBody(c), "body"));
    const now = time();
    const id = (c.var.repository.id * 1000 + issue.number) * 1000 + issue.comments.length;
    const comment = { id, user: c.var.caller.login, body, created_at: now, updated_at: now };
    issue.comments.push(comment);
    issue.updated_at = now;
    return c.json(presentComment(c, site, issue, comment), 201);
  });

  return routes;
}
