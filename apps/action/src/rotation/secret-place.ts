import { HuntInputError } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import type { Repository } from "../clients.js";

/** The location of a secret. */
export interface SecretPlace {
  /** Path of the secrets in GitHub's API, with `{names}` that GitHub's client replaces with `params`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** In upper case, as GitHub stores it. */
  readonly name: string;
  /** The secret for messages, for example `HUNT_TOKEN of acme/website`. */
  readonly title: string;
  /** Host of the GitHub server, in lower case and with its port, for example `github.com`. */
  readonly host: string;
  /** GitHub's name of the permission to write it. */
  readonly permission: string;
  readonly isOrganization: boolean;
}

/**
 * Creates the place of a secret from the inputs `secret-name` and `secret-scope`.
 *
 * @param scope `repository`, `environment:<name>`, or `organization:<login>`
 * @param host host of the GitHub server that runs the workflow
 * @throws {HuntInputError} if GitHub does not allow the name, or for another scope
 */
export function createSecretPlace(
  secretName: string,
  scope: string,
  { owner, repo }: Repository,
  host: string,
): SecretPlace {
  const name = requireName(secretName);
  const repository = `${owner}/${repo}`;
  const [, kind, place = ""] = /^(repository|environment|organization)(?::(.+))?$/s.exec(scope) ?? [];
  if (kind === "repository" && place === "") {
    return {
      path: "/repos/{owner}/{repo}/actions/secrets",
      params: { owner, repo },
      name,
      title: `${name} of ${repository}`,
      host,
      permission: "Secrets: write",
      isOrganization: false,
    };
  }
  if (kind === "environment" && place !== "") {
    return {
      path: "/repos/{owner}/{repo}/environments/{environment}/secrets",
      params: { owner, repo, environment: place },
      name,
      title: `${name} of ${repository}, environment ${place}`,
      host,
      permission: "Secrets: write and Environments: write",
      isOrganization: false,
    };
  }
  if (kind === "organization" && /^[\w-]+$/.test(place)) {
    return {
      path: "/orgs/{org}/actions/secrets",
      params: { org: place },
      name,
      title: `${name} of ${place}, by ${repository}`,
      host,
      permission: "Secrets: write of the organization",
      isOrganization: true,
    };
  }
  throw new HuntInputError(
    "secret-scope",
    "format",
    `Invalid value "${escapeToSingleLine(scope, 80)}" for 'secret-scope'. Use repository, environment:<name>, or organization:<login>.`,
  );
}

/** Requires a name that GitHub allows for a secret (GitHub Docs, "Using secrets in GitHub Actions"). Case is ignored. */
function requireName(name: string): string {
  if (/^(?!github_)[a-z_]\w*$/i.test(name)) return name.toUpperCase();
  throw new HuntInputError(
    "secret-name",
    "format",
    `Invalid value "${escapeToSingleLine(name, 80)}" for 'secret-name'. Use only the name, for example HUNT_TOKEN. It can contain letters, digits, and _, and cannot start with a digit or GITHUB_.`,
  );
}
