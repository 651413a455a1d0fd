import {
  applyFaults,
  type FaultRegistry,
  logRequests,
  receiveRequests,
  type RequestLog,
} from "@huntkit/sandbox/server";
import { Hono } from "hono";
import type { Accounts } from "../accounts.js";
import { createCommentRoutes } from "../issues/comment-routes.js";
import { createIssueRoutes } from "../issues/issue-routes.js";
import { createLabelRoutes } from "../issues/label-routes.js";
import { getAssociation } from "../issues/present.js";
import { createSecretRoutes } from "../secrets/routes.js";
import { createFaultDialect, type LimitKind, type RateLimit } from "../rate-limit.js";
import type { Vaults } from "../secrets/vaults.js";
import type { Tokens } from "../tokens.js";
import {
  type Environment,
  type LoggedRequest,
  type RequestContext,
  type Site,
  toLoggedRequest,
} from "./environment.js";
import { respondWithError, createNotFoundError } from "./errors.js";
import {
  authenticate,
  findOrganization,
  findRepository,
  readText,
  addRateLimitHeaders,
  userAgentRequired,
} from "./middleware.js";

/** The parts of the fake GitHub that the routes use. */
export interface AppParts {
  readonly accounts: Accounts;
  readonly vaults: Vaults;
  readonly tokens: Tokens;
  readonly faults: FaultRegistry<LimitKind, LoggedRequest>;
  readonly requests: RequestLog<LoggedRequest>;
  readonly site: Site;
  readonly limit: RateLimit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Returns the time in GitHub's format. */
  readonly time: () => string;
}

/**
 * Creates the routes. Repositories and organizations are found by name and, for the links of pages, by ID.
 */
export function createApp({
  accounts,
  vaults,
  tokens,
  faults,
  requests,
  site,
  limit,
  now,
  time,
}: AppParts): Hono<Environment> {
  const repository = new Hono<Environment>()
    .route("/", createRepositoryRoute(site))
    .route("/issues", createCommentRoutes({ site, time }))
    .route("/issues", createIssueRoutes({ site, time }))
    .route("/labels", createLabelRoutes())
    .route(
      "/actions/secrets",
      createSecretRoutes({
        accounts,
        permission: "secrets",
        vault: (c) => vaults.ofRepository(c.var.repository),
        time,
      }),
    )
    .route(
      "/dependabot/secrets",
      createSecretRoutes({
        accounts,
        permission: "dependabot_secrets",
        vault: (c) => vaults.ofDependabot(c.var.repository),
        time,
      }),
    )
    .route(
      "/environments/:environment/secrets",
      createSecretRoutes({
        accounts,
        permission: "environments",
        vault: (c) => vaults.ofEnvironment(c.var.repository, c.req.param("environment") ?? ""),
        time,
      }),
    );
  const organization = new Hono<Environment>().route(
    "/actions/secrets",
    createSecretRoutes({
      accounts,
      permission: "organization_secrets",
      vault: (c) => vaults.ofOrganization(c.var.organization),
      time,
    }),
  );

  const api = new Hono<Environment>();
  api.use(userAgentRequired, authenticate(tokens));
  // GraphQL is only used for the login of the caller, which the REST API does not return to an app.
  api.post("/graphql", (c) => c.json({ data: { viewer: { login: c.var.caller.login } } }));
  for (const path of ["/repos/:owner/:repo", "/repositories/:repository_id"])
    api.use(`${path}/*`, findRepository(accounts)).route(path, repository);
  for (const path of ["/orgs/:org", "/organizations/:organization_id"])
    api.use(`${path}/*`, findOrganization(accounts)).route(path, organization);

  const app = new Hono<Environment>();
  app.onError((error, c) => respondWithError(c, error));
  app.notFound((c: RequestContext) => respondWithError(c, createNotFoundError()));
  app.use(
    receiveRequests(now),
    readText,
    logRequests<Environment>(requests, (c) => toLoggedRequest(c, requests.length + 1, site, tokens)),
  );
  if (!site.enterprise) app.use(addRateLimitHeaders(limit));
  app.use(applyFaults(faults, { dialect: createFaultDialect(limit), getPath: (c) => c.var.log.path }));
  app.route(site.base, api);
  return app;
}

/**
 * Creates the route `GET /repos/{owner}/{repo}` (GitHub's documentation, "Get a repository"), with the fields
 * that clients use.
 */
function createRepositoryRoute(site: Site): Hono<Environment> {
  return new Hono<Environment>().get("/", (c) => {
    const { repository, caller } = c.var;
    const { id, name, owner, fullName, hasIssues } = repository;
    const access = getAssociation(repository, caller.login);
    const isOwner = access === "OWNER";
    const mayWrite = access !== "NONE";
    // Permissions of the user's role, regardless of the token. An app has no role, so all are false.
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
