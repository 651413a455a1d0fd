import { Hono } from "hono";
import { association } from "../issues/present.js";
import type { Environment, Site } from "../server/environment.js";

/** `GET /repos/{owner}/{repo}` (GitHub's documentation, "Get a repository"), as far as clients ask what the repository is and what they may do. */
export function repositoryRoute(site: Site): Hono<Environment> {
  return new Hono<Environment>().get("/", (c) => {
    const { repository, caller } = c.var;
    const { id, name, owner, fullName, hasIssues } = repository;
    const access = association(repository, caller.login);
    const isOwner = access === "OWNER";
    const mayWrite = access !== "NONE";
    // A person's role, whatever the token may do. An app has none, so that all are false.
    const permissions = {
      admin: isOwner,
      maintain: isOwner,
      push: mayWrite,
      triage: mayWrite,
      pull: caller.kind !== "installation",
    };
    return c.json({
      id,
      node_id: `R_${id}`,
      name,
      full_name: fullName,
      owner: { login: owner },
      private: true,
      has_issues: hasIssues,
      html_url: `${site.serverUrl}/${fullName}`,
      permissions,
    });
  });
}
