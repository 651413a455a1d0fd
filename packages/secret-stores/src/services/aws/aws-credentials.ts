import { findVariable, readCredentialFile } from "../../credentials.js";
import { getText } from "../../http/fields.js";
import { ServiceClient } from "../../http/service-client.js";
import { ServiceError } from "../../http/service-error.js";
import type { Environment } from "../../remote-secret.js";

/** Credentials of AWS. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Finds credentials in the variables of AWS's own tools: keys, or a web identity (OIDC) and a role.
 *
 * @param address the address of the store, for the error
 * @throws {ServiceError} if there are none
 */
export async function findAwsCredentials(
  env: Environment,
  address: string,
  region: string,
): Promise<AwsCredentials> {
  const accessKeyId = findVariable(env, "AWS_ACCESS_KEY_ID");
  const secretAccessKey = findVariable(env, "AWS_SECRET_ACCESS_KEY");
  const sessionToken = findVariable(env, "AWS_SESSION_TOKEN");
  if (accessKeyId !== undefined && secretAccessKey !== undefined)
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  const role = findVariable(env, "AWS_ROLE_ARN");
  const tokenFile = findVariable(env, "AWS_WEB_IDENTITY_TOKEN_FILE");
  if (role !== undefined && tokenFile !== undefined) return assumeRole(env, { region, role, tokenFile });
  throw new ServiceError(
    `${address} requires credentials of AWS. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_ROLE_ARN and ` +
      `AWS_WEB_IDENTITY_TOKEN_FILE. For a profile, run: eval "$(aws configure export-credentials --format env)"`,
  );
}

/** Returns the address of a service of AWS. The regions in China have their own domain. */
export function getAwsAddress(service: string, region: string): string {
  return `https://${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

/** Exchanges a web identity for temporary credentials (`AssumeRoleWithWebIdentity` of AWS STS). */
async function assumeRole(
  env: Environment,
  { region, role, tokenFile }: { region: string; role: string; tokenFile: string },
): Promise<AwsCredentials> {
  const identity = await readCredentialFile("AWS_WEB_IDENTITY_TOKEN_FILE", tokenFile);
  const base = findVariable(env, "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL") ?? getAwsAddress("sts", region);
  const client = new ServiceClient({
    service: "AWS STS",
    base,
    source: "AWS_ENDPOINT_URL_STS",
    env,
    secrets: [identity],
    readError: (data) => ({
      code: getText(data, "Error", "Code"),
      message: getText(data, "Error", "Message"),
    }),
  });
  const { data } = await client.send({
    method: "POST",
    path: "/",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      Action: "AssumeRoleWithWebIdentity",
      Version: "2011-06-15",
      RoleArn: role,
      RoleSessionName: findVariable(env, "AWS_ROLE_SESSION_NAME") ?? "huntkit",
      WebIdentityToken: identity,
    }).toString(),
    action: "assume the role in AWS_ROLE_ARN",
  });
  const path = ["AssumeRoleWithWebIdentityResponse", "AssumeRoleWithWebIdentityResult", "Credentials"];
  const [accessKeyId, secretAccessKey, sessionToken] = ["AccessKeyId", "SecretAccessKey", "SessionToken"].map(
    (key) => getText(data, ...path, key),
  );
  if (accessKeyId !== undefined && secretAccessKey !== undefined && sessionToken !== undefined)
    return { accessKeyId, secretAccessKey, sessionToken };
  throw new ServiceError("AWS STS returned no credentials for the role in AWS_ROLE_ARN.");
}
