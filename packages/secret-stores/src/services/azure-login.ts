import { findVariable, readCredentialFile, requireVariable } from "../credentials.js";
import { getText, getValue } from "../http/fields.js";
import { ServiceClient, type ErrorDetails } from "../http/service-client.js";
import { ServiceError } from "../http/service-error.js";
import type { Environment } from "../remote-secret.js";

/**
 * Gets access tokens of Microsoft Entra for an application, with the variables of Azure's own libraries: a client secret,
 * or a federated token (OIDC).
 */
export class AzureLogin {
  readonly #client: ServiceClient;
  readonly #scope: string;
  readonly #tenant: string;
  readonly #clientId: string;
  readonly #secret: string | undefined;
  readonly #tokenFile: string | undefined;
  #token: string | undefined;

  /**
   * @param address the address of the store, for errors
   * @param scope such as `https://vault.azure.net/.default`
   * @throws {ServiceError} if a variable is missing
   */
  constructor(env: Environment, address: string, scope: string) {
    this.#scope = scope;
    this.#tenant = requireVariable(env, address, "a tenant of Azure", "AZURE_TENANT_ID");
    this.#clientId = requireVariable(env, address, "an application of Azure", "AZURE_CLIENT_ID");
    this.#secret = findVariable(env, "AZURE_CLIENT_SECRET");
    this.#tokenFile = findVariable(env, "AZURE_FEDERATED_TOKEN_FILE");
    if (this.#secret === undefined && this.#tokenFile === undefined)
      throw new ServiceError(
        `${address} requires the credentials of an application of Azure. Set AZURE_CLIENT_SECRET or AZURE_FEDERATED_TOKEN_FILE.`,
      );
    this.#client = new ServiceClient({
      service: "Microsoft Entra",
      base: findVariable(env, "AZURE_AUTHORITY_HOST") ?? "https://login.microsoftonline.com",
      source: "AZURE_AUTHORITY_HOST",
      env,
      secrets: [this.#secret ?? ""],
      readError: readAzureError,
    });
  }

  /** Returns an access token. It is valid for longer than a rotation takes. */
  async getToken(): Promise<string> {
    return (this.#token ??= await this.#requestToken());
  }

  async #requestToken(): Promise<string> {
    const { data } = await this.#client.send({
      method: "POST",
      path: `/${encodeURIComponent(this.#tenant)}/oauth2/v2.0/token`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: this.#clientId,
        scope: this.#scope,
        ...(await this.#readProof()),
      }).toString(),
      action: "get an access token with AZURE_CLIENT_ID",
    });
    const token = getText(data, "access_token");
    if (token === undefined) throw new ServiceError("Microsoft Entra returned no access token.");
    return token;
  }

  async #readProof(): Promise<Record<string, string>> {
    if (this.#secret !== undefined) return { client_secret: this.#secret };
    const assertion = await readCredentialFile("AZURE_FEDERATED_TOKEN_FILE", this.#tokenFile!);
    this.#client.hide(assertion);
    return {
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    };
  }
}

/** Reads the error of an API of Azure, or of Microsoft Entra. */
export function readAzureError(data: unknown): ErrorDetails {
  if (typeof getValue(data, "error") === "string")
    return { code: getText(data, "error"), message: getText(data, "error_description") };
  return { code: getText(data, "error", "code"), message: getText(data, "error", "message") };
}
