import { Hono } from "hono";
import type { Accounts, Organization } from "../accounts.js";
import { readOptionalList, readBody, readRequiredText } from "../server/body.js";
import type { Environment, RequestContext } from "../server/environment.js";
import { GitHubError, createInvalidRequestError, createNotFoundError } from "../server/errors.js";
import { takePage } from "../server/paging.js";
import { requirePermission } from "../server/middleware.js";
import type { Permission } from "../tokens.js";
import { type JsonObject, isSameName } from "../values.js";
import type { StoredSecret, Vault, Visibility } from "./vaults.js";

/** The place of secrets, and the permission that is required. */
export interface SecretParts {
  readonly accounts: Accounts;
  readonly permission: Permission;
  /** Returns the vault of a request's path. Throws a GitHubError 404 if it does not exist. */
  readonly vault: (c: RequestContext) => Vault;
  /** Returns the time in GitHub's format. */
  readonly time: () => string;
}

/**
 * Creates the routes `.../secrets` of a repository, an environment, or an organization (GitHub's
 * documentation, "REST API endpoints for GitHub Actions Secrets").
 */
export function createSecretRoutes({ accounts, permission, vault, time }: SecretParts): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use(requirePermission(permission));

  routes.get("/", (c) => {
    const secrets = vault(c).all();
    return c.json({
      total_count: secrets.length,
      secrets: takePage(c, secrets).map((secret) => presentSecret(c, secret)),
    });
  });

  routes.get("/public-key", (c) => {
    const { key, keyId } = vault(c);
    return c.json({ key_id: keyId, key });
  });

  routes.get("/:name", (c) => c.json(presentSecret(c, findSecret(c, vault(c)))));

  routes.get("/:name/repositories", (c) => {
    const { selected_repositories: names, visibility } = findSecret(c, vault(c));
    if (visibility === null) throw createNotFoundError();
    const repositories = takePage(c, names).map((name) => accounts.repository(name));
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
    if (!vault(c).delete(c.req.param("name"))) throw createNotFoundError();
    return c.body(null, 204);
  });

  return routes;
}

function findSecret(c: RequestContext, vault: Vault): StoredSecret {
  const secret = vault.get(c.req.param("name") ?? "");
  if (secret === undefined) throw createNotFoundError();
  return secret;
}

/** Returns a secret without its value. Only a `selected` secret has a `selected_repositories_url`. */
function presentSecret(
  c: RequestContext,
  { name, created_at, updated_at, visibility }: StoredSecret,
): object {
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

const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
const visibilities: readonly Visibility[] = ["all", "private", "selected"];

/**
 * Checks a secret's name (GitHub's documentation, "Using secrets in GitHub Actions", "Naming your secrets").
 *
 * @throws {GitHubError} 422 for a name that is not allowed
 */
function checkName(name: string): void {
  if (/^github_/i.test(name)) throw new GitHubError(422, "Secret names must not start with GITHUB_.");
  if (/^[a-z_][a-z\d_]*$/i.test(name)) return;
  const letters = "alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_)";
  throw new GitHubError(
    422,
    `Secret names can only contain ${letters}. Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).`,
  );
}

/** @throws {GitHubError} 422 if `encrypted_value` or `key_id` is missing, or the value is not base64 */
function readSealed(body: JsonObject): { sealed: string; keyId: string } {
  const sealed = readRequiredText(body, "encrypted_value");
  if (!BASE64.test(sealed))
    throw createInvalidRequestError(`For 'properties/encrypted_value', the value does not match ${BASE64}.`);
  return { sealed, keyId: readRequiredText(body, "key_id") };
}

/**
 * Returns which repositories can use an organization's secret. A request without selected repositories
 * removes them.
 *
 * @throws {GitHubError} 422 if `visibility` is missing or unknown, or a repository does not belong to the
 * organization
 */
function readSharing(
  { repositories }: Accounts,
  { login }: Organization,
  body: JsonObject,
): Pick<StoredSecret, "visibility" | "selected_repositories"> {
  const text = readRequiredText(body, "visibility");
  const visibility = visibilities.find((each) => each === text);
  if (visibility === undefined)
    throw createInvalidRequestError(
      `For 'properties/visibility', "${text}" is not a member of ${JSON.stringify(visibilities)}.`,
    );
  const ids = readOptionalList(body, "selected_repository_ids") ?? [];
  if (visibility !== "selected" && ids.length > 0)
    throw createInvalidRequestError(
      `"selected_repository_ids" can only be given when the visibility is "selected".`,
    );
  const own = repositories.filter(({ owner }) => isSameName(owner, login));
  const selected = ids.map((id) => {
    const repository = own.find((each) => each.id === id);
    if (repository === undefined)
      throw createInvalidRequestError(
        `For 'properties/selected_repository_ids', ${JSON.stringify(id)} is not a repository of ${login}.`,
      );
    return repository.fullName;
  });
  return { visibility, selected_repositories: selected };
}
