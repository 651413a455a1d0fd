import { sign } from "node:crypto";
import type { Clock } from "@huntkit/core";
import { findVariable, readCredentialFile } from "../credentials.js";
import { getText, getValue } from "../http/fields.js";
import { ServiceClient, type ErrorDetails } from "../http/service-client.js";
import { ServiceError } from "../http/service-error.js";
import type { Environment } from "../remote-secret.js";

/** Gets access tokens of Google. */
export interface GoogleLogin {
  /** Returns an access token. It is valid for longer than a rotation takes. */
  getToken(): Promise<string>;
}

const scope = "https://www.googleapis.com/auth/cloud-platform";

/**
 * Finds the credentials of Google: an access token, or the file of a service account or of a user.
 *
 * @param address the address of the store, for errors
 * @throws {ServiceError} if there are none, or they are not supported
 */
export async function findGoogleLogin(env: Environment, address: string, clock: Clock): Promise<GoogleLogin> {
  const given = findVariable(env, "CLOUDSDK_AUTH_ACCESS_TOKEN", "GOOGLE_OAUTH_ACCESS_TOKEN");
  if (given !== undefined) return { getToken: async () => given };
  const path = findVariable(env, "GOOGLE_APPLICATION_CREDENTIALS");
  if (path === undefined)
    throw new ServiceError(
      `${address} requires credentials of Google. Set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account, or CLOUDSDK_AUTH_ACCESS_TOKEN to the output of: gcloud auth print-access-token`,
    );
  const file = parseFile(await readCredentialFile("GOOGLE_APPLICATION_CREDENTIALS", path), path);
  let token: string | undefined;
  return { getToken: async () => (token ??= await requestToken(env, file, clock)) };
}

function parseFile(text: string, path: string): unknown {
  try {
    const file: unknown = JSON.parse(text);
    const type = getText(file, "type");
    if (type === "service_account" || type === "authorized_user") return file;
  } catch {
    // The error is the same as for another type.
  }
  throw new ServiceError(
    `GOOGLE_APPLICATION_CREDENTIALS: ${path} is not the file of a service account or of a user. For other credentials, set CLOUDSDK_AUTH_ACCESS_TOKEN to the output of: gcloud auth print-access-token`,
  );
}

/** Exchanges the credentials for an access token (RFC 7523 for service accounts). */
async function requestToken(env: Environment, file: unknown, clock: Clock): Promise<string> {
  const address = getText(file, "token_uri") ?? "https://oauth2.googleapis.com/token";
  const secrets = ["private_key", "refresh_token", "client_secret"].map((key) => getText(file, key) ?? "");
  const client = new ServiceClient({
    service: "Google",
    base: URL.canParse(address) ? new URL(address).origin : address,
    source: "token_uri in GOOGLE_APPLICATION_CREDENTIALS",
    env,
    secrets,
    readError: readGoogleError,
  });
  const grant =
    getText(file, "type") === "service_account"
      ? {
          grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          assertion: createAssertion(file, address, clock),
        }
      : {
          grant_type: "refresh_token",
          client_id: getText(file, "client_id") ?? "",
          client_secret: getText(file, "client_secret") ?? "",
          refresh_token: getText(file, "refresh_token") ?? "",
        };
  const { data } = await client.send({
    method: "POST",
    path: new URL(address).pathname,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(grant).toString(),
    action: "get an access token with GOOGLE_APPLICATION_CREDENTIALS",
  });
  const token = getText(data, "access_token");
  if (token === undefined) throw new ServiceError("Google returned no access token.");
  return token;
}

/** Creates the assertion of a service account, a JWT that its private key signs (RFC 7523, RFC 7515). */
function createAssertion(file: unknown, audience: string, clock: Clock): string {
  const seconds = Math.floor(clock.now() / 1000);
  const header = { alg: "RS256", typ: "JWT", kid: getText(file, "private_key_id") };
  const claims = {
    iss: getText(file, "client_email"),
    scope,
    aud: audience,
    iat: seconds,
    exp: seconds + 3600,
  };
  const content = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  try {
    const signature = sign("RSA-SHA256", Buffer.from(content), getText(file, "private_key") ?? "");
    return `${content}.${signature.toString("base64url")}`;
  } catch {
    throw new ServiceError("The private key in the file of GOOGLE_APPLICATION_CREDENTIALS is not valid.");
  }
}

/** Reads the error of an API of Google, or of its OAuth server. */
export function readGoogleError(data: unknown): ErrorDetails {
  if (typeof getValue(data, "error") === "string")
    return { code: getText(data, "error"), message: getText(data, "error_description") };
  return { code: getText(data, "error", "status"), message: getText(data, "error", "message") };
}
