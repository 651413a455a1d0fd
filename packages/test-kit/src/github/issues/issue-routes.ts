import { Hono } from "hono";
import type { StoredIssue } from "../accounts.js";
import { readOptionalList, readOptionalText, readBody, readRequiredText } from "../server/body.js";
import type { Environment, RequestContext, Site } from "../server/environment.js";
import { GitHubError, createMovedError, createNotFoundError } from "../server/errors.js";
import { requirePermission } from "../server/middleware.js";
import { takePage } from "../server/paging.js";
import { isSameName } from "../values.js";
import {
  requireAssignable,
  ASSIGNEE_COUNT,
  changeIssue,
  checkBody,
  checkTitle,
  readAssignees,
} from "./change-issue.js";
import { addIssue, findLabel, storeLabels } from "./issues.js";
import { getApiRoot, presentIssue, presentLabel } from "./present.js";
import { selectIssues } from "./select-issues.js";

/** What the routes of issues share. */
export interface IssueParts {
  readonly site: Site;
  /** Returns the time in GitHub's format. */
  readonly time: () => string;
}

/** `/repos/{owner}/{repo}/issues` (GitHub's documentation, "REST API endpoints for issues"). */
export function createIssueRoutes(parts: IssueParts): Hono<Environment> {
  const { site, time } = parts;
  const routes = new Hono<Environment>();
  routes.use(requirePermission("issues"));

  routes.get("/", (c) =>
    c.json(
      takePage(c, selectIssues(c.var.repository.issues, c.req.query())).map((issue) =>
        presentIssue(c, site, issue),
      ),
    ),
  );

  routes.post("/", (c) => {
    const { repository, caller } = c.var;
    if (!repository.hasIssues) throw new GitHubError(410, "Issues has been disabled in this repository.");
    const body = readBody(c);
    const title = checkTitle(readRequiredText(body, "title"));
    const text = checkBody(readOptionalText(body, "body") ?? null);
    const assignees = readAssignees(repository, body) ?? [];
    const labels = storeLabels(repository, readOptionalList(body, "labels") ?? []);
    const issue = addIssue(repository, { title, body: text, assignees, labels, user: caller.login }, time());
    const answer = presentIssue(c, site, issue);
    return c.json(answer, 201, { location: answer.url });
  });

  routes.get("/:number", (c) => c.json(presentIssue(c, site, findIssue(c))));

  routes.patch("/:number", (c) => {
    const issue = findIssue(c);
    changeIssue(c.var.repository, issue, readBody(c), time());
    return c.json(presentIssue(c, site, issue));
  });

  routes.route("/:number", createMarkRoutes(parts));
  return routes;
}

/** `/repos/{owner}/{repo}/issues/{number}/labels` and `.../assignees` (GitHub's documentation, "REST API endpoints for labels" and "for issue assignees"). */
function createMarkRoutes({ site, time }: IssueParts): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.get("/labels", (c) => c.json(presentLabels(c)));

  routes.post("/labels", (c) => {
    const issue = findIssue(c);
    const labels = storeLabels(c.var.repository, readOptionalList(readBody(c), "labels") ?? []);
    issue.labels = [...new Set([...issue.labels, ...labels])];
    issue.updated_at = time();
    return c.json(presentLabels(c));
  });

  routes.delete("/labels/:name", (c) => {
    const issue = findIssue(c);
    const name = issue.labels.find((label) => isSameName(label, c.req.param("name")));
    if (name === undefined) throw createNotFoundError("Label does not exist");
    issue.labels = issue.labels.filter((label) => label !== name);
    issue.updated_at = time();
    return c.json(presentLabels(c));
  });

  routes.post("/assignees", (c) => {
    const issue = findIssue(c);
    const added = requireAssignable(c.var.repository, readOptionalList(readBody(c), "assignees") ?? []);
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

/**
 * Returns the issue of the path.
 *
 * @throws {GitHubError} 404 if the repository never had an issue with the number, 410 if it was deleted, and
 * 301 if it was transferred (GitHub's documentation, "Get an issue"). An issue that was converted to a
 * discussion is treated as deleted.
 */
export function findIssue(c: RequestContext): StoredIssue {
  const issue = c.var.repository.issues.find(({ number }) => String(number) === c.req.param("number"));
  if (issue === undefined) throw createNotFoundError();
  if (issue.gone?.kind === "transferred") throw createMovedError(getApiRoot(c) + issue.gone.url);
  if (issue.gone) throw new GitHubError(410, "This issue was deleted");
  return issue;
}
