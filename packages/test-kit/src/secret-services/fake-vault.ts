import { listenOnLoopback, type FakeRequest, type FakeResponse, type SecretService } from "./fake-service.js";

interface Version {
  readonly data: Record<string, unknown> | null;
  readonly createdAt: string;
}

const token = "hvs.fake-vault-token";

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

/** Formats a time with nanoseconds, which differ for each version. */
function formatTime(ms: number, version: number): string {
  return new Date(ms).toISOString().replace("Z", `${String(version).padStart(6, "0")}Z`);
}

function fail(status: number, message: string): FakeResponse {
  return { status, data: { errors: [message] } };
}
