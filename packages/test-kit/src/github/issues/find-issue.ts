import type { RequestContext } from "../server/environment.js";
import { notFound } from "../server/errors.js";
import type { StoredIssue } from "./issue.js";

/** @throws {GitHubError} 404 when the repository has no issue of the path's number */
export function findIssue(c: RequestContext): StoredIssue {
  const issue = c.var.repository.issues.find(({ number }) => String(number) === c.req.param("number"));
  if (issue === undefined) throw notFound();
  return issue;
}
