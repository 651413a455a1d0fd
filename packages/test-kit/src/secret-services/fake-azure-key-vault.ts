import { listenOnLoopback, type FakeResponse, type SecretService } from "./fake-service.js";

const accessToken = "fake-entra-access-token";
const clientSecret = "fake-client-secret";

interface Version {
  readonly value: string;
  readonly contentType?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Starts a fake of Azure Key Vault, and of Microsoft Entra at the same address, with the secret `hunt-token`. */
export async function startFakeKeyVault(value: string): Promise<SecretService> {
  const versions: Version[] = [{ value, contentType: "text/plain", tags: { owner: "platform" } }];
  let canWrite = true;
  const show = (): FakeResponse => ({
    status: 200,
    data: {
      ...versions.at(-1)!,
      id: `https://fake.vault.azure.net/secrets/hunt-token/${String(versions.length).padStart(32, "0")}`,
      attributes: { enabled: true, created: 1772366400, updated: 1772366400 + versions.length },
    },
  });
  const server = await listenOnLoopback(({ method, url, headers, text, body }) => {
    if (url.pathname === "/fake-tenant/oauth2/v2.0/token") {
      const form = new URLSearchParams(text);
      const isValid =
        form.get("client_secret") === clientSecret || form.get("client_assertion") === "fake-federated-token";
      return isValid
        ? { status: 200, data: { token_type: "Bearer", expires_in: 3599, access_token: accessToken } }
        : { status: 401, data: { error: "invalid_client", error_description: "AADSTS7000215" } };
    }
    if (headers["authorization"] !== `Bearer ${accessToken}`)
      return fail(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.");
    if (url.searchParams.get("api-version") === null)
      return fail(400, "BadParameter", "api-version is missing");
    if (url.pathname !== "/secrets/hunt-token") return fail(404, "SecretNotFound", "A secret was not found.");
    if (method === "GET") return show();
    if (!canWrite) return fail(403, "Forbidden", "The user does not have secrets set permission.");
    versions.push(body as Version);
    return show();
  });
  const connectTo = (url: string, name: string) => ({
    address: `azure-keyvault:${new URL(url).host}/${name}`,
    env: {
      AZURE_TENANT_ID: "fake-tenant",
      AZURE_CLIENT_ID: "fake-client",
      AZURE_CLIENT_SECRET: clientSecret,
      AZURE_AUTHORITY_HOST: url,
    },
  });
  return {
    ...server,
    connect: (url = server.url) => connectTo(url, "hunt-token"),
    connectToMissing: () => connectTo(server.url, "other"),
    held: () => versions.at(-1)!.value,
    rest: () => ({ ...versions.at(-1)!, value: undefined }),
    set: (text) => void versions.push({ ...versions.at(-1)!, value: text }),
    denyWrites: () => void (canWrite = false),
  };
}

function fail(status: number, code: string, message: string): FakeResponse {
  return { status, data: { error: { code, message } } };
}
