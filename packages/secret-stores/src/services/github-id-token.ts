import { findVariable } from "../credentials.js";
import { getText } from "../http/fields.js";
import { ServiceClient } from "../http/service-client.js";
import { ServiceError } from "../http/service-error.js";
import type { Environment } from "../remote-secret.js";

/**
 * Requests an ID token (OIDC) of a job in GitHub Actions.
 *
 * @param audience audience of the token. Default: GitHub's, the URL of the owner of the repository.
 * @returns null outside GitHub Actions, and without the permission `id-token: write`
 * @throws {ServiceError} if the request fails
 */
export async function requestGitHubIdToken(
  env: Environment,
  audience: string | undefined,
): Promise<string | null> {
  const address = findVariable(env, "ACTIONS_ID_TOKEN_REQUEST_URL");
  const requestToken = findVariable(env, "ACTIONS_ID_TOKEN_REQUEST_TOKEN");
  if (address === undefined || requestToken === undefined) return null;
  const source = "ACTIONS_ID_TOKEN_REQUEST_URL";
  if (!URL.canParse(address)) throw new ServiceError(`Invalid ${source}.`);
  const url = new URL(address);
  if (audience !== undefined) url.searchParams.set("audience", audience);
  const client = new ServiceClient({
    service: "GitHub",
    base: url.origin,
    source,
    env,
    secrets: [],
    getToken: async () => requestToken,
    readError: (data) => ({ message: getText(data, "message") }),
  });
  const { data } = await client.send({
    method: "GET",
    path: `${url.pathname}${url.search}`,
    action: "get an ID token of this job",
  });
  const token = getText(data, "value");
  if (token === undefined) throw new ServiceError("GitHub returned no ID token for this job.");
  return token;
}
