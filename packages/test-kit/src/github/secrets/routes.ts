import { Hono } from "hono";
import type { Accounts } from "../accounts/accounts.js";
import { permit } from "../accounts/permit.js";
import type { Permission } from "../accounts/tokens.js";
import { readBody } from "../server/body.js";
import type { Environment, RequestContext } from "../server/environment.js";
import { notFound } from "../server/errors.js";
import { page } from "../server/paging.js";
import { checkName, readSealed, readSharing } from "./fields.js";
import type { StoredSecret } from "./secret.js";
import type { Vault } from "./vault.js";

/** Where secrets are, and who may get at them. */
export interface SecretParts {
  readonly accounts: Accounts;
  readonly permission: Permission;
  /** Finds the vault that a request's path means; throws a GitHubError 404 when there is none. */
  readonly vault: (c: RequestContext) => Vault;
  /** The time as GitHub writes it. */
  readonly time: () => string;
}

/** `.../secrets` of a repository, environment or organisation (GitHub's documentation, "REST API endpoints for GitHub Actions Secrets"). */
export function secretRoutes({ accounts, permission, vault, time }: SecretParts): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use(permit(permission));

  routes.get("/", (c) => {
    const secrets = vault(c).all();
    return c.json({
      total_count: secrets.length,
      secrets: page(c, secrets).map((secret) => present(c, secret)),
    });
  });

  routes.get("/public-key", (c) => {
    const { key, keyId } = vault(c);
    return c.json({ key_id: keyId, key });
  });

  routes.get("/:name", (c) => c.json(present(c, findSecret(c, vault(c)))));

  routes.get("/:name/repositories", (c) => {
    const { selected_repositories: names, visibility } = findSecret(c, vault(c));
    if (visibility === null) throw notFound();
    const repositories = page(c, names).map((name) => accounts.repository(name));
    const answered = repositories.map(({ id, name, fullName }) => ({
      id,
      name,
      full_name: fullName,
      private: true,
    }));
    return c.json({ total_count: names.length, repositories: answered });
  });

  routes.put("/:name", (c) => {
    const place = vault(c);
    const name = c.req.param("name");
    checkName(name);
    const body = readBody(c);
    const { sealed, keyId } = readSealed(body);
    const { organization } = c.var;
    const sharing =
      organization === undefined
        ? { visibility: null, selected_repositories: [] }
        : readSharing(accounts, organization, body);
    const isNew = place.put({ name, value: place.open(sealed, keyId), ...sharing }, time());
    return isNew ? c.json({}, 201) : c.body(null, 204);
  });

  routes.delete("/:name", (c) => {
    if (!vault(c).delete(c.req.param("name"))) throw notFound();
    return c.body(null, 204);
  });

  return routes;
}

function findSecret(c: RequestContext, vault: Vault): StoredSecret {
  const secret = vault.get(c.req.param("name") ?? "");
  if (secret === undefined) throw notFound();
  return secret;
}

/** Never the value. `selected_repositories_url` is there for a secret that is `selected` alone. */
function present(c: RequestContext, { name, created_at, updated_at, visibility }: StoredSecret): object {
  const { origin, pathname } = new URL(c.req.url);
  const list = pathname.replace(/(\/secrets)(?:\/[^/]+)?$/, "$1");
  return {
    name,
    created_at,
    updated_at,
    ...(visibility !== null && { visibility }),
    ...(visibility === "selected" && { selected_repositories_url: `${origin}${list}/${name}/repositories` }),
  };
}
