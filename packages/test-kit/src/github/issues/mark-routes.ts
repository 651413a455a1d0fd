import { Hono } from "hono";
import { optionalList, readBody } from "../server/body.js";
import type { Environment, RequestContext } from "../server/environment.js";
import { notFound } from "../server/errors.js";
import { sameName } from "../values.js";
import { assignable, ASSIGNEE_COUNT } from "./fields.js";
import { findIssue } from "./find-issue.js";
import type { IssueParts } from "./issue-routes.js";
import { findLabel, labelsForIssue } from "./label.js";
import { presentIssue, presentLabel } from "./present.js";

/** `/repos/{owner}/{repo}/issues/{number}/labels` and `.../assignees` (GitHub's documentation, "REST API endpoints for labels" and "for issue assignees"). */
export function markRoutes({ site, time }: IssueParts): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.get("/labels", (c) => c.json(presentLabels(c)));

  routes.post("/labels", (c) => {
    const issue = findIssue(c);
    const labels = labelsForIssue(c.var.repository, optionalList(readBody(c), "labels") ?? []);
    issue.labels = [...new Set([...issue.labels, ...labels])];
    issue.updated_at = time();
    return c.json(presentLabels(c));
  });

  routes.delete("/labels/:name", (c) => {
    const issue = findIssue(c);
    const name = issue.labels.find((label) => sameName(label, c.req.param("name")));
    if (name === undefined) throw notFound("Label does not exist");
    issue.labels = issue.labels.filter((label) => label !== name);
    issue.updated_at = time();
    return c.json(presentLabels(c));
  });

  routes.post("/assignees", (c) => {
    const issue = findIssue(c);
    const added = assignable(c.var.repository, optionalList(readBody(c), "assignees") ?? []);
    issue.assignees = [...new Set([...issue.assignees, ...added])].slice(0, ASSIGNEE_COUNT);
    issue.updated_at = time();
    return c.json(presentIssue(c, site, issue), 201);
  });

  return routes;
}

function presentLabels(c: RequestContext): object[] {
  return findIssue(c)
    .labels.flatMap((name) => findLabel(c.var.repository, name) ?? [])
    .map((label) => presentLabel(c, label));
}
