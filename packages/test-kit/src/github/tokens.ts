import { createForbiddenError, createUnauthorizedError } from "./server/errors.js";

/** How far a permission goes. */
export type Access = "none" | "read" | "write";

/** A permission of a token, under the name that `X-Accepted-GitHub-Permissions` gives it. */
export type Permission = "issues" | "secrets" | "environments" | "organization_secrets";

/** The tokens of a stand-in. */
export type TokenName = "workflow" | "app" | "secrets" | "readOnlySecrets" | "maintainer";

/** Who makes a request, and what they may do. */
export interface Caller {
  readonly token: TokenName;
  readonly login: string;
  /** An installation's token is that of an app, GITHUB_TOKEN among them; the other kinds are a person's. */
  readonly kind: "installation" | "fine-grained" | "classic";
  readonly permissions: Readonly<Record<Permission, Access>>;
  /** Names of the repositories that the token sees; undefined for all. */
  readonly repositories?: readonly string[];
}

const nothing: Readonly<Record<Permission, Access>> = {
  issues: "none",
  secrets: "none",
  environments: "none",
  organization_secrets: "none",
};

/** How each kind of token begins (GitHub's documentation, "GitHub's token formats"). */
const prefixes = { installation: "ghs_", "fine-grained": "github_pat_", classic: "ghp_" } as const;

/** The tokens of a stand-in, and who stands behind each. */
export class Tokens {
  readonly values: Readonly<Record<TokenName, string>>;
  readonly #callers: ReadonlyMap<string, Caller>;

  /**
   * @param issues what the workflow may do with issues
   * @param repositories names of the repositories that the workflow's token sees
   */
  constructor(issues: Access, repositories: readonly string[]) {
    const callers: Record<TokenName, Caller> = {
      workflow: {
        token: "workflow",
        login: "github-actions[bot]",
        kind: "installation",
        permissions: { ...nothing, issues },
        repositories,
      },
      app: {
        token: "app",
        login: "own-app[bot]",
        kind: "installation",
        permissions: { ...nothing, issues },
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
        permissions: { ...permitSecrets("write"), issues: "write" },
      },
    };
    const pairs = Object.values(callers).map((caller) => [createValue(caller), caller] as const);
    this.#callers = new Map(pairs);
    this.values = Object.fromEntries(pairs.map(([value, { token }]) => [token, value])) as Record<
      TokenName,
      string
    >;
  }

  /** Whose token an `Authorization` header presents: `token x` or `Bearer x`. Undefined when it is nobody's. */
  caller(authorization: string | undefined): Caller | undefined {
    const [, value = ""] = /^(?:token|bearer) +(\S+)$/i.exec(authorization ?? "") ?? [];
    return this.#callers.get(value);
  }

  /** @throws {GitHubError} 401 when there is no token, or one that is nobody's */
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
 * Checks a caller's permission.
 *
 * @throws {GitHubError} 403 in the words for the kind of token
 */
export function checkPermission(
  { kind, permissions }: Caller,
  permission: Permission,
  needed: "read" | "write",
): void {
  const access = permissions[permission];
  if (access === "write" || access === needed) return;
  throw createForbiddenError(
    `Resource not accessible by ${kind === "installation" ? "integration" : "personal access token"}`,
  );
}

/**
 * An environment's secrets need a permission of their own, and so do an organisation's (GitHub's
 * documentation, "Permissions required for fine-grained personal access tokens").
 */
function permitSecrets(access: Access): Record<Permission, Access> {
  return { issues: "none", secrets: access, environments: access, organization_secrets: access };
}

/** Readable, so that a token that leaks into a log tells which one it is. */
function createValue({ token, kind }: Caller): string {
  return prefixes[kind] + token.padEnd(36, "0");
}
