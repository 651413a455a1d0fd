import { listenOnLoopback, type FakeRequest, type FakeResponse, type SecretService } from "./fake-service.js";

interface Version {
  readonly data: Record<string, unknown> | null;
  readonly createdAt: string;
}

const token = "hvs.fake-vault-token";

/** The credentials of the JWT login: the request token of the job, its ID token, and the role. */
const login = { requestToken: "fake-request-token", jwt: "fake.id.token", role: "deploy" };

/**
 * Starts a fake of Vault with a KV engine version 2 at `secret/`, according to its API documentation: versions,
 * check-and-set, and `sys/capabilities-self`.
 *
 * @param value value of the field `token` of `secret/hunt`
 * @param now current time in milliseconds since 1970
 */
export async function startFakeVault(
  value: string,
  now: () => number = () => Date.parse("2026-03-01T12:00:00Z"),
): Promise<SecretService> {
  const versions: Version[] = [];
  let canWrite = true;
  const add = (data: Record<string, unknown> | null) =>
    versions.push({ data, createdAt: formatTime(now(), versions.length) });
  add({ token: value, owner: "platform", port: 8443 });

  const toMetadata = () => ({
    version: versions.length,
    created_time: versions.at(-1)!.createdAt,
    deletion_time: versions.at(-1)!.data === null ? "2026-03-02T12:00:00Z" : "",
    destroyed: false,
  });
  const write = ({ body }: FakeRequest): FakeResponse => {
    const { data, options } = body as { data: Record<string, unknown>; options?: { cas?: number } };
    if (options?.cas !== undefined && options.cas !== versions.length)
      return fail(400, "check-and-set parameter did not match the current version");
    add(data);
    return { status: 200, data: { data: toMetadata() } };
  };
  const server = await listenOnLoopback((request) => {
    const { method, url, headers, body } = request;
    if (url.pathname === "/github-id-token") return issueIdToken(request);
    if (url.pathname === "/v1/auth/jwt/login") return logIn(body);
    if (headers["x-vault-token"] !== token) return fail(403, "permission denied");
    if (url.pathname === "/v1/sys/capabilities-self") {
      const { paths } = body as { paths: string[] };
      const capabilities = canWrite ? ["create", "read", "update"] : ["read"];
      return {
        status: 200,
        data: { capabilities, data: Object.fromEntries(paths.map((path) => [path, capabilities])) },
      };
    }
    if (url.pathname !== "/v1/secret/data/hunt") return { status: 404, data: { errors: [] } };
    if (method === "POST" || method === "PUT")
      return canWrite ? write(request) : fail(403, "1 error occurred: permission denied");
    const { data } = versions.at(-1)!;
    return { status: data === null ? 404 : 200, data: { data: { data, metadata: toMetadata() } } };
  }, now);

  return {
    ...server,
    connect: (address = server.url) => ({
      address: "vault:secret/hunt#token",
      env: { VAULT_ADDR: address, VAULT_TOKEN: token },
    }),
    connectToMissing: () => ({
      address: "vault:secret/other#token",
      env: { VAULT_ADDR: server.url, VAULT_TOKEN: token },
    }),
    held: () => (versions.at(-1)!.data?.["token"] as string | undefined) ?? "",
    rest: () => ({ ...versions.at(-1)!.data, token: undefined }),
    set: (text) => void add({ ...versions.at(-1)!.data, token: text }),
    denyWrites: () => void (canWrite = false),
  };
}

/**
 * Starts a fake of Vault whose client logs in with the ID token of a job in GitHub Actions. The service of GitHub is
 * at the same address.
 */
export async function startFakeVaultWithJwt(value: string, now?: () => number): Promise<SecretService> {
  const vault = await startFakeVault(value, now);
  const connect = (address: string): Record<string, string> => ({
    VAULT_ADDR: address,
    VAULT_AUTH_METHOD: "jwt",
    VAULT_AUTH_ROLE: login.role,
    VAULT_ID_TOKEN_AUDIENCE: "https://vault.example.org",
    ACTIONS_ID_TOKEN_REQUEST_URL: `${address}/github-id-token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: login.requestToken,
  });
  return {
    ...vault,
    connect: (address = vault.url) => ({ address: "vault:secret/hunt#token", env: connect(address) }),
    connectToMissing: () => ({ address: "vault:secret/other#token", env: connect(vault.url) }),
  };
}

function issueIdToken({ url, headers }: FakeRequest): FakeResponse {
  const isValid =
    headers["authorization"] === `Bearer ${login.requestToken}` &&
    url.searchParams.get("api-version") === "2.0" &&
    url.searchParams.get("audience") === "https://vault.example.org";
  return isValid
    ? { status: 200, data: { count: 1, value: login.jwt } }
    : { status: 401, data: { message: "The request token is not valid" } };
}

function logIn(body: unknown): FakeResponse {
  const { role, jwt } = body as { role?: unknown; jwt?: unknown };
  if (role !== login.role) return fail(400, `role "${String(role)}" could not be found`);
  if (jwt !== login.jwt) return fail(400, "error validating token: invalid audience (aud) claim");
  return { status: 200, data: { auth: { client_token: token, lease_duration: 1800 } } };
}

/** Formats a time with nanoseconds, which differ for each version. */
function formatTime(ms: number, version: number): string {
  return new Date(ms).toISOString().replace("Z", `${String(version).padStart(6, "0")}Z`);
}

function fail(status: number, message: string): FakeResponse {
  return { status, data: { errors: [message] } };
}
