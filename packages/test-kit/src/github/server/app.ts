import { Hono } from "hono";
import type { Accounts } from "../accounts/accounts.js";
import { repositoryRoute } from "../accounts/repository-route.js";
import type { Tokens } from "../accounts/tokens.js";
import type { Faults } from "../faults/faults.js";
import { faultMiddleware } from "../faults/middleware.js";
import { issueRoutes } from "../issues/issue-routes.js";
import { labelRoutes } from "../issues/label-routes.js";
import { secretRoutes } from "../secrets/routes.js";
import type { Vaults } from "../secrets/vaults.js";
import type { Environment, RequestContext, Site } from "./environment.js";
import { answerError, notFound } from "./errors.js";
import {
  authenticate,
  findOrganization,
  findRepository,
  receive,
  tellRateLimit,
  userAgentRequired,
} from "./middleware.js";
import type { RateLimit } from "./rate-limit.js";
import type { LoggedRequest } from "./request-log.js";

/** The parts of a stand-in that answer requests. */
export interface AppParts {
  readonly accounts: Accounts;
  readonly vaults: Vaults;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly requests: LoggedRequest[];
  readonly site: Site;
  readonly limit: RateLimit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The time as GitHub writes it. */
  readonly time: () => string;
}

/** The stand-in's routes. What is under a repository or an organisation is reached by its name and, as pages are, by its id. */
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
    .route("/", repositoryRoute(site))
    .route("/issues", issueRoutes({ site, time }))
    .route("/labels", labelRoutes())
    .route(
      "/actions/secrets",
      secretRoutes({
        accounts,
        permission: "secrets",
        vault: (c) => vaults.ofRepository(c.var.repository),
        time,
      }),
    )
    .route(
      "/environments/:environment/secrets",
      secretRoutes({
        accounts,
        permission: "environments",
        vault: (c) => vaults.ofEnvironment(c.var.repository, c.req.param("environment") ?? ""),
        time,
      }),
    );
  const organization = new Hono<Environment>().route(
    "/actions/secrets",
    secretRoutes({
      accounts,
      permission: "organization_secrets",
      vault: (c) => vaults.ofOrganization(c.var.organization),
      time,
    }),
  );

  const api = new Hono<Environment>();
  api.use(userAgentRequired, authenticate(tokens));
  for (const path of ["/repos/:owner/:repo", "/repositories/:repository_id"])
    api.use(`${path}/*`, findRepository(accounts)).route(path, repository);
  for (const path of ["/orgs/:org", "/organizations/:organization_id"])
    api.use(`${path}/*`, findOrganization(accounts)).route(path, organization);

  const app = new Hono<Environment>();
  app.onError((error, c) => answerError(c, error));
  app.notFound((c: RequestContext) => answerError(c, notFound()));
  app.use(receive({ site, tokens, requests, now }));
  if (!site.enterprise) app.use(tellRateLimit(limit));
  app.use(faultMiddleware(faults, limit));
  app.route(site.base, api);
  return app;
}
