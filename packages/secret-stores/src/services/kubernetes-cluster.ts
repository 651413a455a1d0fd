import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { findVariable, readCredentialFile } from "../credentials.js";
import { getObject, getText, getValue } from "../http/fields.js";
import { ServiceError } from "../http/service-error.js";
import type { Environment } from "../remote-secret.js";

/** A cluster, and the credentials for it. */
export interface Cluster {
  readonly server: string;
  readonly ca: string | undefined;
  /** Certificate and private key of the client. */
  readonly identity: { readonly cert: string; readonly key: string } | undefined;
  /** Bearer token. */
  readonly token: string | undefined;
}

const serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * Finds the cluster as kubectl does: in `KUBECONFIG`, in `~/.kube/config`, or the one of this pod.
 *
 * @param address the address of the store, for errors
 * @throws {ServiceError} if there is none, or its credentials are not supported
 */
export async function findCluster(env: Environment, address: string): Promise<Cluster> {
  const given = findVariable(env, "KUBECONFIG");
  const host = findVariable(env, "KUBERNETES_SERVICE_HOST");
  const path = given ?? join(env["HOME"] || homedir(), ".kube", "config");
  const text = await readCredentialFile("KUBECONFIG", path).catch((error: ServiceError) => {
    if (given === undefined && host !== undefined) return undefined;
    throw new ServiceError(`${address} requires a cluster of Kubernetes. Set KUBECONFIG. ${error.message}`);
  });
  return text === undefined ? readPodCluster(env, host!) : readKubeconfig(text, path);
}

/** Returns the cluster of this pod, with its service account. */
async function readPodCluster(env: Environment, host: string): Promise<Cluster> {
  const port = findVariable(env, "KUBERNETES_SERVICE_PORT") ?? "443";
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    ca: await readCredentialFile("the service account", join(serviceAccount, "ca.crt")),
    identity: undefined,
    token: await readCredentialFile("the service account", join(serviceAccount, "token")),
  };
}

/** Reads the current context of a kubeconfig. Relative paths in it are relative to its directory. */
async function readKubeconfig(text: string, path: string): Promise<Cluster> {
  const config = await parseYaml(text, path);
  const current = getText(config, "current-context");
  const context = findNamed(config, "contexts", current, "context");
  const cluster = findNamed(config, "clusters", getText(context, "cluster"), "cluster");
  const user = findNamed(config, "users", getText(context, "user"), "user") ?? {};
  const server = getText(cluster, "server");
  if (server === undefined)
    throw new ServiceError(
      `KUBECONFIG: ${path} has no current context with a cluster. Run kubectl config use-context.`,
    );
  if (getObject(user, "exec") !== undefined || getObject(user, "auth-provider") !== undefined)
    throw new ServiceError(
      `KUBECONFIG: the user of the current context in ${path} runs a program for its credentials, which is not supported. Use a kubeconfig with a token, for example of: kubectl create token`,
    );
  const read = async (owner: unknown, key: string) => {
    const data = getText(owner, `${key}-data`);
    if (data !== undefined) return Buffer.from(data, "base64").toString("utf8");
    const file = getText(owner, key);
    return file === undefined ? undefined : readCredentialFile("KUBECONFIG", resolve(dirname(path), file));
  };
  const [cert, key] = [await read(user, "client-certificate"), await read(user, "client-key")];
  const tokenFile = getText(user, "tokenFile");
  return {
    server,
    ca: await read(cluster, "certificate-authority"),
    identity: cert !== undefined && key !== undefined ? { cert, key } : undefined,
    token:
      tokenFile === undefined
        ? getText(user, "token")
        : await readCredentialFile("KUBECONFIG", resolve(dirname(path), tokenFile)),
  };
}

function findNamed(config: unknown, list: string, name: string | undefined, key: string): unknown {
  const entries = getValue(config, list);
  if (!Array.isArray(entries)) return undefined;
  return getValue(
    entries.find((entry) => getText(entry, "name") === name),
    key,
  );
}

async function parseYaml(text: string, path: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    return parse(text) as unknown;
  } catch {
    throw new ServiceError(`KUBECONFIG: ${path} is not valid YAML.`);
  }
}
