import { HuntInputError } from "@huntkit/core";
import type { Repository } from "../clients.js";

/** Where a secret is. */
export interface SecretPlace {
  /** Of the secrets there, for GitHub's client: with `{names}` that it fills in from `params`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** In capitals, as GitHub writes it. */
  readonly name: string;
  /** The secret for people, such as `HUNT_TOKEN of acme/website`. */
  readonly title: string;
  /** Host of the GitHub that has it, in small letters and with its port, such as `github.com`. */
  readonly host: string;
  /** What GitHub calls the right to write it. */
  readonly permission: string;
  readonly isOrganization: boolean;
}

/**
 * The place of a secret by the inputs `secret-name` and `secret-scope`.
 *
 * @param host of the GitHub that the workflow runs on
 * @param scope `repository`, `environment:<name>` or `organization:<login>`
 * @throws {HuntInputError} for a name that GitHub does not allow, and for another scope
 */
export function secretPlace(
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
      permission: "the organisation's Secrets: write",
      isOrganization: true,
    };
  }
  throw new HuntInputError(
    "secret-scope",
    "format",
    `secret-scope: "${scope}" is no place of a secret. Write repository, environment:<its name> or organization:<its login>.`,
  );
}

/** GitHub's rule for names ("Using secrets in GitHub Actions"); it takes no notice of case. */
function requireName(name: string): string {
  if (/^(?!github_)[a-z_]\w*$/i.test(name)) return name.toUpperCase();
  throw new HuntInputError(
    "secret-name",
    "format",
    `secret-name: "${name}" is no name of a secret. Write the name alone, such as HUNT_TOKEN: letters, digits and _, not beginning with a digit or GITHUB_.`,
  );
}
