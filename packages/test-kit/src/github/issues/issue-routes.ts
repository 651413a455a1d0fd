import { Hono } from "hono";
import { permit } from "../accounts/permit.js";
import type { Environment, Site } from "../server/environment.js";
import { optionalList, optionalText, readBody, requiredText } from "../server/body.js";
import { GitHubError } from "../server/errors.js";
import { page } from "../server/paging.js";
import { changeIssue } from "./change.js";
import { commentRoutes } from "./comment-routes.js";
import { checkBody, checkTitle, readAssignees } from "./fields.js";
import { findIssue } from "./find-issue.js";
import { addIssue } from "./issue.js";
import { labelsForIssue } from "./label.js";
import { selectIssues } from "./listing.js";
import { markRoutes } from "./mark-routes.js";
import { presentIssue } from "./present.js";

/** What the routes of issues share. */
export interface IssueParts {
  readonly site: Site;
  /** The time as GitHub writes it. */
  readonly time: () => string;
}

/** `/repos/{owner}/{repo}/issues` (GitHub's documentation, "REST API endpoints for issues"). */
export function issueRoutes(parts: IssueParts): Hono<Environment> {
  const { site, time } = parts;
  const routes = new Hono<Environment>();
  routes.use(permit("issues"));

  routes.get("/", (c) =>
    c.json(
      page(c, selectIssues(c.var.repository.issues, c.req.query())).map((issue) =>
        presentIssue(c, site, issue),
      ),
    ),
  );

  routes.post("/", (c) => {
    const { repository, caller } = c.var;
    if (!repository.hasIssues) throw new GitHubError(410, "Issues has been disabled in this repository.");
    const body = readBody(c);
    const title = checkTitle(requiredText(body, "title"));
    const text = checkBody(optionalText(body, "body") ?? null);
    const assignees = readAssignees(repository, body) ?? [];
    const labels = labelsForIssue(repository, optionalList(body, "labels") ?? []);
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

  routes.route("/:number/comments", commentRoutes(parts));
  routes.route("/:number", markRoutes(parts));
  return routes;
}
