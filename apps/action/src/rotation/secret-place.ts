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

/** What a rotation needs to know of a place: its name for messages, and the host of its server. */
export type RotationPlace = Pick<SecretPlace, "title" | "host">;

/**
 * Creates the place of a secret from the inputs `secret-name` and `secret-scope`.
 *
 * @param secretName case is ignored
 * @param scope `repository`, `dependabot`, `environment:<name>`, or `organization:<login>`
 * @param host host of the GitHub server that runs the workflow
 */
export function createSecretPlace(
  secretName: string,
  scope: string,
  { owner, repo }: Repository,
  host: string,
): SecretPlace {
  const name = secretName.toUpperCase();
  const repository = `${owner}/${repo}`;
  const [, kind, place = ""] = /^(environment|organization):(.+)$/s.exec(scope) ?? [];
  if (kind === "environment") {
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
  if (kind === "organization") {
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
  if (scope === "dependabot") {
    return {
      path: "/repos/{owner}/{repo}/dependabot/secrets",
      params: { owner, repo },
      name,
      title: `${name} of ${repository}, Dependabot`,
      host,
      permission: "Dependabot secrets: write",
      isOrganization: false,
    };
  }
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
