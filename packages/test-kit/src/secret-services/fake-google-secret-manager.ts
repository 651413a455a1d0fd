import { generateKeyPairSync, verify } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { listenOnLoopback, type FakeResponse, type SecretService } from "./fake-service.js";

const accessToken = "ya29.fake-access-token";
const path = "/v1/projects/acme/secrets/hunt-token";

/** Keys of the service account. They take long to generate. */
let keys: ReturnType<typeof createKeys> | undefined;

function createKeys() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

/**
 * Starts a fake of Google Cloud Secret Manager, and of Google's OAuth server at the same address, with the secret
 * `hunt-token` of the project `acme`.
 *
 * @param directory directory for the file of the service account
 * @param options `isOutdated` if `latest` is the first version, as it can be for minutes after a write
 */
export async function startFakeGoogle(
  value: string,
  directory: string,
  { isOutdated = () => false }: { isOutdated?: () => boolean } = {},
): Promise<SecretService> {
  const versions = [Buffer.from(value)];
  const { privateKey, publicKey } = (keys ??= createKeys());
  let canWrite = true;

  const login = (text: string): FakeResponse => {
    const form = new URLSearchParams(text);
    const [head = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
    const isValid = verify(
      "RSA-SHA256",
      Buffer.from(`${head}.${claims}`),
      publicKey,
      Buffer.from(signature, "base64url"),
    );
    return isValid || form.get("refresh_token") === "fake-refresh-token"
      ? { status: 200, data: { access_token: accessToken, expires_in: 3599, token_type: "Bearer" } }
      : { status: 400, data: { error: "invalid_grant", error_description: "Invalid JWT Signature." } };
  };
  const toName = (number = versions.length) => `projects/1234/secrets/hunt-token/versions/${number}`;
  const access = (number: number): FakeResponse => {
    const bytes = versions[number - 1];
    return bytes === undefined
      ? fail(404, "NOT_FOUND", `Secret Version [${toName(number)}] not found.`)
      : { status: 200, data: { name: toName(number), payload: { data: bytes.toString("base64") } } };
  };
  const server = await listenOnLoopback(({ url, headers, text, body }) => {
    if (url.pathname === "/token") return login(text);
    if (headers["authorization"] !== `Bearer ${accessToken}`)
      return fail(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    const number = new RegExp(`^${path}/versions/(\\d+):access$`).exec(url.pathname)?.[1];
    if (number !== undefined) return access(Number(number));
    switch (url.pathname) {
      case `${path}/versions/latest:access`:
        return access(isOutdated() ? 1 : versions.length);
      case `${path}:testIamPermissions`: {
        const { permissions } = body as { permissions: string[] };
        const granted = permissions.filter((permission) => canWrite || !permission.endsWith(".add"));
        return { status: 200, data: { permissions: granted } };
      }
      case `${path}:addVersion`: {
        if (!canWrite) return fail(403, "PERMISSION_DENIED", "Permission denied.");
        const { payload } = body as { payload: { data: string } };
        versions.push(Buffer.from(payload.data, "base64"));
        return { status: 200, data: { name: toName(), state: "ENABLED" } };
      }
      default:
        return fail(404, "NOT_FOUND", "Secret not found or has no versions.");
    }
  });
  let files = 0;
  const connectTo = (url: string, name: string) => {
    const file = join(directory, `service-account-${++files}.json`);
    const key = {
      type: "service_account",
      client_email: "hunt@acme.iam.gserviceaccount.com",
      private_key_id: "1",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      token_uri: `${url}/token`,
    };
    writeFileSync(file, JSON.stringify(key));
    return {
      address: `gcp-secretmanager:acme/${name}`,
      env: { GOOGLE_APPLICATION_CREDENTIALS: file, CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER: url },
    };
  };
  return {
    ...server,
    connect: (url = server.url) => connectTo(url, "hunt-token"),
    connectToMissing: () => connectTo(server.url, "other"),
    held: () => versions.at(-1)!.toString("utf8"),
    rest: () => null,
    set: (text) => void versions.push(Buffer.from(text)),
    setBytes: (bytes) => void versions.push(Buffer.from(bytes)),
    heldBytes: () => versions.at(-1)!,
    denyWrites: () => void (canWrite = false),
  };
}

function fail(status: number, code: string, message: string): FakeResponse {
  return { status, data: { error: { code: status, status: code, message } } };
}
