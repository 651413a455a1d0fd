import { createForbiddenError, createUnauthorizedError } from "./server/errors.js";

/** Level of a permission. */
export type Access = "none" | "read" | "write";

/** A permission of a token, by its name in `X-Accepted-GitHub-Permissions`. */
export type Permission =
  | "issues"
  | "pull_requests"
  | "secrets"
  | "dependabot_secrets"
  | "environments"
  | "organization_secrets";

/** Names of the tokens of the fake GitHub. */
export type TokenName = "workflow" | "app" | "secrets" | "readOnlySecrets" | "maintainer";

/** The sender of a request, and its permissions. */
export interface Caller {
  readonly token: TokenName;
  readonly login: string;
  /** `installation` is a token of an app, such as GITHUB_TOKEN. The other kinds belong to a user. */
  readonly kind: "installation" | "fine-grained" | "classic";
  readonly permissions: Readonly<Record<Permission, Access>>;
  /** Names of the repositories that the token can access. Undefined for all. */
  readonly repositories?: readonly string[];
}

const nothing: Readonly<Record<Permission, Access>> = {
  issues: "none",
  pull_requests: "none",
  secrets: "none",
  dependabot_secrets: "none",
  environments: "none",
  organization_secrets: "none",
};

/** Prefixes of the kinds of tokens (GitHub's documentation, "GitHub's token formats"). */
const prefixes = { installation: "ghs_", "fine-grained": "github_pat_", classic: "ghp_" } as const;

/** The tokens of the fake GitHub and their callers. */
export class Tokens {
  readonly values: Readonly<Record<TokenName, string>>;
  readonly #callers: ReadonlyMap<string, Caller>;

  /**
   * @param granted the permissions of the workflow
   * @param repositories names of the repositories that the workflow's token can access
   */
  constructor(
    granted: Pick<Caller["permissions"], "issues" | "pull_requests">,
    repositories: readonly string[],
  ) {
    const callers: Record<TokenName, Caller> = {
      workflow: {
        token: "workflow",
        login: "github-actions[bot]",
        kind: "installation",
        permissions: { ...nothing, ...granted },
        repositories,
      },
      app: {
        token: "app",
        login: "own-app[bot]",
        kind: "installation",
        permissions: { ...nothing, ...granted },
        repositories,
      },
      secrets: {
        token: "secrets",
        login: "octocat",
        kind: "fine-grained",
        permissions: permitSecrets("write"),
      },
      readOnlySecrets: {
        token: "readOnlySecrets",
        login: "octocat",
        kind: "fine-grained",
        permissions: permitSecrets("read"),
      },
      maintainer: {
        token: "maintainer",
        login: "octocat",
        kind: "classic",
        permissions: { ...permitSecrets("write"), issues: "write", pull_requests: "write" },
      },
    };
    const pairs = Object.values(callers).map((caller) => [createValue(caller), caller] as const);
    this.#callers = new Map(pairs);
    this.values = Object.fromEntries(pairs.map(([value, { token }]) => [token, value])) as Record<
      TokenName,
      string
    >;
  }

  /**
   * Returns the caller of an `Authorization` header, `token x` or `Bearer x`. Undefined if the token is
   * unknown.
   */
  caller(authorization: string | undefined): Caller | undefined {
    const [, value = ""] = /^(?:token|bearer) +(\S+)$/i.exec(authorization ?? "") ?? [];
    return this.#callers.get(value);
  }

  /** @throws {GitHubError} 401 if the token is missing or unknown */
  authenticate(authorization: string | undefined): Caller {
    const caller = this.caller(authorization);
    if (caller === undefined)
      throw createUnauthorizedError(
        authorization === undefined ? "Requires authentication" : "Bad credentials",
      );
    return caller;
  }
}

/**
 * Checks that a caller has one of the permissions.
 *
 * @throws {GitHubError} 403 with the message for the kind of token
 */
export function checkPermissions(
  { kind, permissions }: Caller,
  sufficient: readonly Permission[],
  needed: "read" | "write",
): void {
  if (sufficient.some((each) => permissions[each] === "write" || permissions[each] === needed)) return;
  throw createForbiddenError(
    `Resource not accessible by ${kind === "installation" ? "integration" : "personal access token"}`,
  );
}

/**
 * Secrets of environments and of organizations require their own permissions (GitHub's documentation,
 * "Permissions required for fine-grained personal access tokens").
 */
function permitSecrets(access: Access): Record<Permission, Access> {
  return {
    ...nothing,
    secrets: access,
    dependabot_secrets: access,
    environments: access,
    organization_secrets: access,
  };
}

/** Creates a readable value, so a leaked token can be identified. */
function createValue({ token, kind }: Caller): string {
  return prefixes[kind] + token.padEnd(36, "0");
}
