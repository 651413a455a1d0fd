import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { listenOnLoopback, type FakeResponse, type SecretService } from "./fake-service.js";

const token = "fake-service-account-token";
const path = "/api/v1/namespaces/prod/secrets/hunt";

interface Patch {
  readonly metadata?: { readonly resourceVersion?: string };
  readonly data: Readonly<Record<string, string | null>>;
}

/** Starts a fake of the Kubernetes API with the Secret `hunt` in the namespace `prod`, and its key `token`. */
export async function startFakeKubernetes(value: string, directory: string): Promise<SecretService> {
  let data: Record<string, string> = { token: encode(value), owner: encode("platform") };
  let version = 41;
  const uid = randomUUID();
  let canWrite = true;
  const toSecret = (shown = data): FakeResponse => ({
    status: 200,
    data: {
      kind: "Secret",
      metadata: { name: "hunt", namespace: "prod", uid, resourceVersion: String(version) },
      data: shown,
    },
  });
  const server = await listenOnLoopback(({ method, url, headers, body }) => {
    if (headers["authorization"] !== `Bearer ${token}`) return fail(401, "Unauthorized", "Unauthorized");
    if (url.pathname !== path) return fail(404, "NotFound", 'secrets "other" not found');
    if (method === "GET") return toSecret();
    if (!canWrite) return fail(403, "Forbidden", 'secrets "hunt" is forbidden');
    if (headers["content-type"] !== "application/merge-patch+json")
      return fail(415, "UnsupportedMediaType", "the body of the request was in an unknown format");
    const { metadata, data: changes } = body as Patch;
    if (metadata?.resourceVersion !== undefined && metadata.resourceVersion !== String(version))
      return fail(
        409,
        "Conflict",
        "the object has been modified; please apply your changes to the latest version",
      );
    const changed = Object.entries({ ...data, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    if (url.searchParams.get("dryRun") === "All") return toSecret(Object.fromEntries(changed));
    data = Object.fromEntries(changed);
    version++;
    return toSecret();
  });

  let files = 0;
  const connectTo = (address: string, name: string) => {
    const file = join(directory, `kubeconfig-${++files}.yaml`);
    writeFileSync(
      file,
      stringify({
        "current-context": "prod",
        contexts: [{ name: "prod", context: { cluster: "prod", user: "hunt" } }],
        clusters: [{ name: "prod", cluster: { server: address } }],
        users: [{ name: "hunt", user: { token } }],
      }),
    );
    return { address: `kubernetes:prod/${name}#token`, env: { KUBECONFIG: file } };
  };
  return {
    ...server,
    connect: (url = server.url) => connectTo(url, "hunt"),
    connectToMissing: () => connectTo(server.url, "other"),
    held: () => decode(data["token"] ?? ""),
    rest: () => ({ ...data, token: undefined }),
    set(text) {
      data = { ...data, token: encode(text) };
      version++;
    },
    setBytes(bytes) {
      data = { ...data, token: Buffer.from(bytes).toString("base64") };
      version++;
    },
    heldBytes: () => (data["token"] === undefined ? null : Buffer.from(data["token"], "base64")),
    denyWrites: () => void (canWrite = false),
  };
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64");
}

function decode(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

function fail(status: number, reason: string, message: string): FakeResponse {
  return { status, data: { kind: "Status", status: "Failure", code: status, reason, message } };
}
